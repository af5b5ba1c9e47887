import type { VNode } from 'preact';
import { colon, formatInstant } from '#kit/say.ts';
import type { FieldError, Page } from '#kit/web/page.ts';
import type { Filled, Values } from '#kit/web/route.ts';
import {
  Alert,
  ButtonLink,
  Diff,
  EmptyState,
  ExportMenu,
  Form,
  HiddenField,
  Link,
  Section,
  StatusBadge,
  TextareaField,
} from '#kit/web/ui/index.ts';
import { contractAddress } from '../contract-address.ts';
import { passageWords } from '../negotiation/passage.ts';
import { ObjectiveGrid } from './objective-grid.tsx';
import type { IndicatorRow, ObjectiveTree } from './objectives.ts';
import { t } from './roadmap.sentences.ts';
import { Closed, frame, TextState, target, Views } from './roadmap-frame.tsx';
import { cellField, gridRead, parseGridRead, shownCell } from './target-grid.rules.ts';

export const indicatorsOf = ({ objectives }: ObjectiveTree): IndicatorRow[] =>
  objectives.flatMap(({ indicators }) => indicators);

const address = ({ contract }: ObjectiveTree, rest = ''): string => contractAddress(contract.id, 'objectives', rest);

/** The whole roadmap: objectives as a tree, years across; a form for whoever may write it. */
export function objectivesPage({
  data,
  values,
  errors,
}: Pick<Filled<ObjectiveTree>, 'data' | 'values' | 'errors'>): Page {
  const words = t().tree;
  const { contract, edition, open } = data;
  // What was typed stays on the screen even when the text has closed meanwhile.
  const writing = open || errors.length > 0;
  return {
    ...frame(contract, words.title),
    lead: words.lead,
    status: <TextState {...edition} />,
    action: open ? (
      <ButtonLink href={address(data, '/nouveau')} icon="plus">
        {words.add}
      </ButtonLink>
    ) : undefined,
    wide: true,
    editor: writing,
    body: (
      <>
        <Closed closed={data.closed} />
        <Views contract={contract.id} current="grid" open={open} />
        {data.objectives.length === 0 ? (
          <EmptyState
            title={words.emptyTitle}
            what={words.emptyWhat}
            why={open ? words.emptyWhy : words.emptyRead}
            next={
              open ? (
                <ButtonLink href={address(data, '/nouveau')} icon="plus">
                  {words.add}
                </ButtonLink>
              ) : undefined
            }
          />
        ) : (
          <>
            <Standing data={data} />
            {writing ? (
              <GridForm data={data} values={values} errors={errors} />
            ) : (
              <ObjectiveGrid tree={data} typed={null} errors={[]} writing={false} />
            )}
            {open ? <PasteInto data={data} /> : null}
          </>
        )}
        <Removed data={data} />
      </>
    ),
  };
}

/** How complete the objectives are, and the same as a file. */
function Standing({ data }: { data: ObjectiveTree }): VNode {
  const words = t().tree;
  const href = address(data);
  return (
    <div class="gr-roadmap-head">
      <p>
        <StatusBadge
          tone={data.missing > 0 ? 'warning' : 'success'}
          label={data.missing > 0 ? words.missing(data.missing) : words.complete}
        />{' '}
        {data.advice > 0 ? <span class="gr-quiet">{words.advice(data.advice)} </span> : null}
        <Link href={contractAddress(data.contract.id, 'completeness')}>{words.toCompleteness}</Link>
      </p>
      <ExportMenu table={href} />
    </div>
  );
}

interface GridFormProps {
  readonly data: ObjectiveTree;
  readonly values: Values;
  readonly errors: readonly FieldError[];
}

function GridForm({ data, values, errors }: GridFormProps): VNode {
  const words = t().tree;
  const rows = indicatorsOf(data);
  const typed = errors.length > 0 ? values : null;
  return (
    <>
      {typed ? <Conflict data={data} typed={typed} /> : null}
      <Form
        action={address(data, '/cibles')}
        values={values}
        errors={errors}
        submit={{ label: words.submit }}
        consequence={rows.length > 0 ? words.consequence : undefined}
        wide
      >
        <HiddenField name="lu" value={JSON.stringify(gridRead(rows, data.years))} />
        <p class="gr-quiet gr-grid-help">{words.help}</p>
        <ObjectiveGrid tree={data} typed={typed} errors={errors} writing />
        <p class="gr-grid-state" role="status" data-grid-state={words.changed} />
        <TextareaField name="reason" label={words.reason} hint={words.reasonHint} rows={2} required={false} />
      </Form>
    </>
  );
}

/** Targets that somebody else changed while this grid was open, beside what was typed. */
function Conflict({ data, typed }: { data: ObjectiveTree; typed: Values }): VNode | null {
  const words = t().tree;
  const read = parseGridRead(typed.lu);
  const entries = indicatorsOf(data).flatMap((row) =>
    data.years.flatMap((year, index) => {
      const text = typed[cellField(row.id, year)];
      const cell = shownCell(row, year, index, read, typeof text === 'string' ? text : undefined);
      return cell.present === undefined
        ? []
        : [
            {
              label: words.cell(row.content.title, year),
              before: cell.present === null ? null : target(cell.present, row.content),
              after: cell.text || null,
            },
          ];
    }),
  );
  if (entries.length === 0) return null;
  return (
    <Alert kind="warning" title={words.conflictTitle} live>
      <p>{words.conflictLead}</p>
      <Diff caption={words.conflictCaption} entries={entries} />
    </Alert>
  );
}

/** Where the script sends a block that was pasted into a cell: the page that shows it before it is applied. */
function PasteInto({ data }: { data: ObjectiveTree }): VNode {
  return (
    <form method="post" action={address(data, '/coller/apercu')} data-paste={t().paste.discard} hidden>
      <HiddenField name="block" value="" />
      <HiddenField name="indicator" value="" />
      <HiddenField name="year" value="" />
    </form>
  );
}

function Removed({ data }: { data: ObjectiveTree }): VNode | null {
  const words = t().tree;
  if (data.removed.length === 0) return null;
  return (
    <Section title={words.removedTitle} lead={words.removedLead} id="retires">
      <ul class="gr-plain">
        {data.removed.map((one) => (
          <li key={one.id}>
            <a href={historyAddress(data.contract.id, one.id)}>
              {passageWords().kind[one.kind as 'objective' | 'indicator']}
              {colon()}
              {one.title}
            </a>{' '}
            <span class="gr-quiet">{words.removedBy(one.by, formatInstant(one.at))}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** The history of a passage of any kind. */
export const historyAddress = (contract: string, clause: string): string =>
  contractAddress(contract, 'overview', `/passages/${encodeURIComponent(clause)}/historique`);
