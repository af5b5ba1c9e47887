import type { VNode } from 'preact';
import type { FieldError, Page } from '#kit/web/page.ts';
import type { Values } from '#kit/web/route.ts';
import {
  Alert,
  Button,
  ButtonLink,
  DataTable,
  EmptyState,
  ErrorSummary,
  Form,
  HiddenField,
  SelectField,
  TextareaField,
} from '#kit/web/ui/index.ts';
import { contractAddress } from '../contract-address.ts';
import { indicatorsOf } from './objectives.page.tsx';
import type { ObjectiveTree } from './objectives.ts';
import type { TargetPreview } from './preview-targets.query.ts';
import { t } from './roadmap.sentences.ts';
import { frame, target, Views } from './roadmap-frame.tsx';

interface PasteProps {
  readonly tree: ObjectiveTree;
  readonly values: Values;
  readonly errors: readonly FieldError[];
}

/** First step: the block, and where it begins. */
export function pastePage({ tree, values, errors }: PasteProps): Page {
  const words = t().paste;
  const at = (rest = '') => contractAddress(tree.contract.id, 'objectives', rest);
  const rows = indicatorsOf(tree);
  return {
    ...frame(tree.contract, words.title, t().views.paste),
    lead: words.lead,
    body: (
      <>
        <Views contract={tree.contract.id} current="paste" open={tree.open} />
        {rows.length === 0 ? (
          <EmptyState
            title={words.noIndicator}
            what={words.noIndicatorWhat}
            why={words.noIndicatorWhy}
            next={<ButtonLink href={at()}>{t().views.grid}</ButtonLink>}
          />
        ) : (
          <Form
            action={at('/coller/apercu')}
            values={values}
            errors={errors}
            submit={{ label: words.preview }}
            cancel={{ href: at() }}
          >
            <TextareaField name="block" label={words.block} hint={words.blockHint} rows={10} />
            <SelectField
              name="indicator"
              label={words.indicator}
              hint={words.indicatorHint}
              width="full"
              choices={tree.objectives
                .filter(({ indicators }) => indicators.length > 0)
                .map(({ number, content, indicators }) => ({
                  label: `${number} ${content.title}`,
                  choices: indicators.map((one) => ({ value: one.id, label: one.content.title })),
                }))}
            />
            <SelectField
              name="year"
              label={words.year}
              choices={tree.years.map((year) => ({ value: String(year), label: String(year) }))}
            />
          </Form>
        )}
      </>
    ),
  };
}

type Cell = TargetPreview['cells'][number];
type Kind = 'set' | 'changed' | 'removed' | 'same' | 'wrong';

const kindOf = ({ before, after, fault }: Cell): Kind =>
  fault !== null || after === undefined
    ? 'wrong'
    : after === before
      ? 'same'
      : after === null
        ? 'removed'
        : before === null
          ? 'set'
          : 'changed';

interface PreviewProps {
  readonly tree: ObjectiveTree;
  readonly preview: TargetPreview;
  readonly values: Values;
  readonly errors: readonly FieldError[];
}

/** Second step: what will change, cell by cell, and one button that applies it. */
export function previewPage({ tree, preview, values, errors }: PreviewProps): Page {
  const words = t().paste;
  const at = (rest = '') => contractAddress(tree.contract.id, 'objectives', rest);
  const changes = preview.cells.filter((cell) => ['set', 'changed', 'removed'].includes(kindOf(cell)));
  const wrong = preview.cells.filter((cell) => kindOf(cell) === 'wrong');
  const applicable = changes.length > 0 && wrong.length === 0;
  return {
    ...frame(tree.contract, words.previewTitle, words.previewTitle),
    body: (
      <>
        {errors.length > 0 && !applicable ? <ErrorSummary errors={errors} /> : null}
        {wrong.length > 0 ? <Alert kind="error">{words.wrong(wrong.length)}</Alert> : null}
        {preview.unknown.length > 0 ? <Alert kind="warning">{words.unknown(preview.unknown.join(', '))}</Alert> : null}
        {preview.outside > 0 ? <Alert kind="info">{words.outside(preview.outside)}</Alert> : null}
        {changes.length === 0 && wrong.length === 0 ? <Alert kind="info">{words.nothing}</Alert> : null}
        {preview.cells.length > 0 ? <PreviewTable tree={tree} cells={preview.cells} errors={errors} /> : null}
        {applicable ? (
          <Form
            action={at('/coller')}
            values={values}
            errors={errors}
            submit={{ label: words.apply(changes.length) }}
            cancel={{ href: at() }}
            consequence={t().tree.consequence}
            otherActs={
              <ButtonLink href={at('/coller')} kind="secondary">
                {words.again}
              </ButtonLink>
            }
          >
            <Carried values={values} />
            <HiddenField
              name="cells"
              value={JSON.stringify(
                changes.map(({ indicator, revision, year, after }) => ({ indicator, revision, year, value: after })),
              )}
            />
            {changes.some(({ before }) => before !== null) ? (
              <TextareaField name="reason" label={t().tree.reason} hint={t().tree.reasonHint} rows={2} />
            ) : null}
          </Form>
        ) : (
          <BackToBlock action={at('/coller/apercu')} values={values} />
        )}
      </>
    ),
  };
}

/** The block goes with the preview, so that nothing has to be copied again. */
const Carried = ({ values }: { values: Values }): VNode => (
  <>
    {(['block', 'indicator', 'year'] as const).map((name) => (
      <HiddenField key={name} name={name} value={String(values[name] ?? '')} />
    ))}
  </>
);

const BackToBlock = ({ action, values }: { action: string; values: Values }): VNode => (
  <form method="post" action={action}>
    <Carried values={values} />
    <HiddenField name="retour" value="oui" />
    <Button kind="secondary">{t().paste.again}</Button>
  </form>
);

function PreviewTable(props: {
  readonly tree: ObjectiveTree;
  readonly cells: readonly Cell[];
  readonly errors: readonly FieldError[];
}): VNode {
  const words = t().paste;
  const measured = new Map(indicatorsOf(props.tree).map(({ id, content }) => [id, content]));
  const shown = (cell: Cell, value: number | null): string => {
    const content = measured.get(cell.indicator);
    return content ? target(value, content) : String(value ?? '—');
  };
  const refused = (cell: Cell): string | null =>
    cell.fault ?? props.errors.find(({ field }) => field === `targets.${cell.indicator}.${cell.year}`)?.message ?? null;
  return (
    <DataTable
      caption={words.caption}
      rows={props.cells}
      rowKey={({ indicator, year }) => `${indicator} ${year}`}
      columns={[
        { key: 'target', label: words.target, header: true, render: (cell) => t().tree.cell(cell.title, cell.year) },
        { key: 'before', label: words.before, align: 'end', render: (cell) => shown(cell, cell.before) },
        {
          key: 'after',
          label: words.after,
          align: 'end',
          render: (cell) => (cell.after === undefined ? <q>{cell.typed}</q> : shown(cell, cell.after)),
        },
        {
          key: 'what',
          label: words.what,
          render: (cell) => (
            <>
              <span class={`gr-change gr-change--${changeClass(kindOf(cell))}`}>{words.kinds[kindOf(cell)]}</span>
              {refused(cell) ? <span class="gr-second">{refused(cell)}</span> : null}
            </>
          ),
        },
      ]}
    />
  );
}

const changeClass = (kind: Kind): string =>
  ({ set: 'added', changed: 'changed', removed: 'removed', same: 'same', wrong: 'removed' })[kind];
