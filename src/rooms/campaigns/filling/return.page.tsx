import type { VNode } from 'preact';
import { formatDay, formatInstant } from '#kit/say.ts';
import type { Page } from '#kit/web/page.ts';
import type { Filled } from '#kit/web/route.ts';
import {
  Alert,
  ButtonLink,
  DataTable,
  DueDate,
  EmptyState,
  Form,
  GlossaryTerm,
  HiddenField,
  Icon,
  Link,
  PostButton,
  Section,
  TextareaField,
} from '#kit/web/ui/index.ts';
import { QUARTERS } from '../campaign.ts';
import { cellAnchor, receiptAddress, returnAddress } from '../return-address.ts';
import { t } from './filling.sentences.ts';
import { frame, ReturnMark, Views } from './return-frame.tsx';
import type { ReturnGrid } from './return-grid.ts';
import { ReturnTable } from './return-table.tsx';
import { gridRead } from './typed-cells.rules.ts';

const SECONDS = 60;

type Given = Pick<Filled<ReturnGrid>, 'data' | 'values' | 'errors'> & {
  /** When the page was shown, to know what it took where nothing measures it. */
  readonly shownAt: Date;
};

const at = ({ cluster, year }: Pick<ReturnGrid, 'cluster' | 'year'>, rest = ''): string =>
  returnAddress({ cluster: cluster.id, year }, rest);

/** The whole return: where it stands, its figures to fill in, what they say, and the bar that submits it. */
export function returnPage({ data, values, errors, shownAt }: Given): Page {
  const words = t();
  const { held } = data;
  const writing = data.open.includes('saveCells') || errors.length > 0;
  return {
    title: words.title(data.year),
    lead: held && !writing ? undefined : words.lead,
    ...frame(data),
    status: held ? <ReturnMark state={held.state} /> : undefined,
    wide: true,
    editor: writing,
    body: held ? (
      <>
        {writing ? <Views {...data} current="grid" /> : null}
        {held.lighter ? <Alert kind="success">{words.lighter}</Alert> : null}
        <AskedAgain data={data} />
        <Standing data={data} writing={writing} />
        {writing ? (
          <GridForm data={data} values={values} errors={errors} shownAt={shownAt} />
        ) : (
          <ReturnTable grid={data} typed={null} errors={[]} writing={false} />
        )}
        <Narrative data={data} narrative={held.narrative} revision={held.revision} writing={writing} />
        <Submissions data={data} />
        {writing ? <SubmitBar data={data} /> : null}
        {writing ? <Assistance data={data} /> : null}
      </>
    ) : (
      <Unopened data={data} />
    ),
  };
}

function Unopened({ data }: { data: ReturnGrid }): VNode {
  const words = t().empty;
  const closed = data.closed.find(({ act }) => act === 'openReturn')?.reason;
  return (
    <EmptyState
      title={words.title}
      what={words.what(data.year)}
      why={closed ?? (data.open.includes('openReturn') ? words.why(formatDay(data.campaign.dueOn)) : words.reading)}
      next={
        data.open.includes('openReturn') ? (
          <PostButton action={at(data, '/ouverture')}>{words.open(data.year)}</PostButton>
        ) : undefined
      }
    />
  );
}

/** What an authority sent back stands before anything else. */
function AskedAgain({ data }: { data: ReturnGrid }): VNode | null {
  const asked = data.cells.filter(({ askedAgain }) => askedAgain !== null);
  if (asked.length === 0 || data.held?.state !== 'returned') return null;
  return (
    <Alert kind="warning" title={t().againTitle(asked.length)}>
      <p>{t().againLead}</p>
      <ul>
        {asked.map(({ key, label, askedAgain }) => (
          <li key={key}>
            <a href={`#${cellAnchor(key)}`}>{label}</a> — {t().grid.askedBy(askedAgain!.by, askedAgain!.reason)}
          </li>
        ))}
      </ul>
    </Alert>
  );
}

/** Due when, in whose hands, how much is done, and what it took. */
function Standing({ data, writing }: { data: ReturnGrid; writing: boolean }): VNode {
  const words = t().standing;
  const held = data.held!;
  const ceiling = data.campaign.minutes * QUARTERS;
  const due = data.waits === 'cluster' || held.answerDueOn === null ? held.dueOn : held.answerDueOn;
  return (
    <div class="gr-return-standing">
      <ul aria-label={words.label} data-live="" id="avancement">
        <li>
          <DueDate day={due} today={data.on} waits={t().waits[data.waits]} done={data.waits === 'nobody'} />
        </li>
        <li>{words.filled(data.filled, data.cells.length)}</li>
        <li>
          <GlossaryTerm
            term={words.effort(Math.round(data.seconds / SECONDS), ceiling)}
            definition={words.effortRule(data.campaign.minutes)}
          />
        </li>
      </ul>
      {writing ? (
        <PostButton action={at(data, '/recompte')} kind="tertiary" icon="refresh" small>
          {words.recount}
        </PostButton>
      ) : null}
    </div>
  );
}

function GridForm({ data, values, errors, shownAt }: Given): VNode {
  const words = t();
  const typed = errors.length > 0 ? values : null;
  return (
    <Form
      action={at(data, '/saisie')}
      values={values}
      errors={errors}
      submit={{ label: words.grid.save, kind: 'secondary' }}
      consequence={words.grid.consequence}
      wide
    >
      <HiddenField name="lu" value={JSON.stringify(gridRead(data.cells))} />
      <HiddenField name="ouvert" value={shownAt.toISOString()} />
      <p class="gr-quiet gr-grid-help">{words.grid.help}</p>
      <div data-figures={JSON.stringify(words.saving)} data-effort={at(data, '/temps')}>
        <ReturnTable grid={data} typed={typed} errors={errors} writing />
      </div>
    </Form>
  );
}

interface NarrativeProps {
  readonly data: ReturnGrid;
  readonly narrative: string;
  readonly revision: number;
  readonly writing: boolean;
}

function Narrative({ data, narrative, revision, writing }: NarrativeProps): VNode {
  const words = t().narrative;
  return (
    <Section title={words.title} id="commentaire">
      {writing ? (
        <Form
          id="texte"
          action={at(data, '/commentaire')}
          values={{ narrative }}
          submit={{ label: words.save, kind: 'secondary' }}
          autosave
        >
          <HiddenField name="revision" value={String(revision)} />
          <TextareaField name="narrative" label={words.label} hint={words.hint} rows={5} required={false} />
        </Form>
      ) : (
        <p class="gr-prose">{narrative || <span class="gr-quiet">{words.none}</span>}</p>
      )}
    </Section>
  );
}

function Submissions({ data }: { data: ReturnGrid }): VNode | null {
  const words = t().submissions;
  if (data.submissions.length === 0) return null;
  return (
    <Section title={words.title} id="depots">
      <DataTable
        caption={words.title}
        captionHidden
        rows={data.submissions}
        rowKey={({ receipt }) => receipt}
        columns={[
          {
            key: 'receipt',
            label: words.receipt,
            header: true,
            render: ({ receipt }) => <Link href={receiptAddress(receipt)}>{receipt}</Link>,
          },
          { key: 'at', label: words.at, render: (one) => formatInstant(one.at) },
          { key: 'by', label: words.by, render: ({ by }) => by },
          { key: 'approver', label: words.approver, render: ({ approver }) => approver },
        ]}
      />
    </Section>
  );
}

/** What stands in the way, the button, and who gets it. */
function SubmitBar({ data }: { data: ReturnGrid }): VNode {
  const words = t().bar;
  const first = data.findings.find(({ severity }) => severity === 'error');
  const said = [
    ...(data.errors > 0 ? [words.errors(data.errors)] : []),
    ...(data.warnings > 0 ? [words.warnings(data.warnings)] : []),
  ];
  return (
    <div class="gr-return-bar">
      <div class="gr-return-bar__said" data-live="" id="barre-depot">
        <p
          class={`gr-return-bar__state gr-return-bar__state--${data.errors > 0 ? 'error' : data.warnings > 0 ? 'warning' : 'ready'}`}
        >
          <Icon name={data.errors > 0 ? 'error' : data.warnings > 0 ? 'warning' : 'check'} small />
          <strong>{said.length > 0 ? said.join(', ') : words.ready}</strong>
          {first?.key ? <a href={`#${cellAnchor(first.key)}`}>{words.first}</a> : null}
        </p>
        <p class="gr-quiet">{words.to}</p>
      </div>
      <p class="gr-autosave gr-figures-state" role="status" data-figures-state />
      <ButtonLink href={at(data, '/depot')} kind={data.errors > 0 ? 'secondary' : 'primary'}>
        {words.submit(data.year)}
      </ButtonLink>
    </div>
  );
}

/** What only the script uses: the detail beside the grid, the keyboard's help, and the way to the preview of a pasted block. */
function Assistance({ data }: { data: ReturnGrid }): VNode {
  const { saving, keyboard, paste } = t();
  return (
    <>
      <aside class="gr-panel" data-panel aria-label={t().grid.detail} tabindex={-1} hidden>
        <button type="button" class="fr-btn fr-btn--tertiary fr-btn--sm gr-panel__close" data-panel-close>
          <Icon name="cross" small />
          {saving.close}
        </button>
        <div data-panel-body aria-live="polite" />
      </aside>
      <div class="gr-popover gr-keyboard" id="aide-clavier" popover="auto" data-keyboard-help>
        <strong class="gr-popover__title">{keyboard.title}</strong>
        <dl>
          {keyboard.keys.map(([keys, what]) => (
            <div key={keys}>
              <dt>{keys}</dt>
              <dd>{what}</dd>
            </div>
          ))}
        </dl>
      </div>
      <form method="post" action={at(data, '/coller/apercu')} data-paste={paste.discard} hidden>
        <HiddenField name="block" value="" />
        <HiddenField name="from" value="" />
      </form>
    </>
  );
}
