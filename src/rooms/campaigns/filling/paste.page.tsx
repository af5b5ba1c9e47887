import type { VNode } from 'preact';
import type { FieldError, Page } from '#kit/web/page.ts';
import type { Values } from '#kit/web/route.ts';
import {
  Alert,
  Button,
  ButtonLink,
  DataTable,
  ErrorSummary,
  FileField,
  Form,
  HiddenField,
  Section,
  SelectField,
  TextareaField,
} from '#kit/web/ui/index.ts';
import { returnAddress } from '../return-address.ts';
import type { FiguresPreview } from './figures-preview.ts';
import { t } from './filling.sentences.ts';
import { frame, Views } from './return-frame.tsx';
import type { ReturnGrid } from './return-grid.ts';

interface Given {
  readonly grid: ReturnGrid;
  readonly values: Values;
  readonly errors: readonly FieldError[];
}

const at = ({ cluster, year }: ReturnGrid, rest = ''): string => returnAddress({ cluster: cluster.id, year }, rest);

/** First step of pasting: the block, and where it begins. */
export function pastePage({ grid, values, errors }: Given): Page {
  const words = t().paste;
  const groups = [
    ...grid.objectives.map(({ title, lines }) => ({ title, lines })),
    { title: t().grid.questions, lines: grid.questions },
  ];
  const label = new Map(grid.cells.map(({ key, label }) => [key, label]));
  return {
    title: words.title,
    lead: words.lead,
    ...frame(grid, words.title),
    body: (
      <>
        <Views {...grid} current="paste" />
        <Form
          action={at(grid, '/coller/apercu')}
          values={values}
          errors={errors}
          submit={{ label: words.preview }}
          cancel={{ href: at(grid) }}
        >
          <TextareaField name="block" label={words.block} hint={words.blockHint} rows={10} />
          <SelectField
            name="from"
            label={words.from}
            hint={words.fromHint}
            width="full"
            required={false}
            choices={groups
              .filter(({ lines }) => lines.length > 0)
              .map(({ title, lines }) => ({
                label: title,
                choices: lines.map(({ key }) => ({ value: key, label: label.get(key)! })),
              }))}
          />
        </Form>
      </>
    ),
  };
}

/** The workbook: out, and back in. */
export function workbookPage({ grid, values, errors }: Given): Page {
  const words = t().workbook;
  return {
    title: words.title,
    lead: words.lead,
    ...frame(grid, words.title),
    body: (
      <>
        <Views {...grid} current="workbook" />
        <p>{words.downloadHint}</p>
        <p>
          <ButtonLink href={at(grid, '/tableur.xlsx')} icon="download" kind="secondary" download>
            {words.download}
          </ButtonLink>
        </p>
        <Section title={words.upload}>
          <Form
            action={at(grid, '/tableur/apercu')}
            values={values}
            errors={errors}
            submit={{ label: words.preview }}
            cancel={{ href: at(grid) }}
            multipart
          >
            <FileField name="file" label={words.file} hint={words.fileHint} formats={['.xlsx']} />
          </Form>
        </Section>
      </>
    ),
  };
}

interface PreviewProps {
  readonly grid: ReturnGrid;
  readonly preview: FiguresPreview;
  readonly values: Values;
  readonly errors: readonly FieldError[];
  readonly from: 'paste' | 'workbook';
}

/** Second step of both: what will change, figure by figure, and one button that applies it all. */
export function figuresPreviewPage({ grid, preview, values, errors, from }: PreviewProps): Page {
  const words = t().preview;
  const { changes, faults, same, edits } = preview;
  const applicable = faults.length === 0 && edits.length > 0;
  return {
    title: words.title,
    ...frame(grid, words.title),
    body: (
      <>
        <ErrorSummary errors={applicable ? [] : errors} />
        {faults.length > 0 ? <Faults faults={faults} /> : null}
        {faults.length === 0 && edits.length === 0 ? <Alert kind="info">{words.none}</Alert> : null}
        {changes.length > 0 ? <Changes changes={changes} /> : null}
        {same > 0 && edits.length > 0 ? <p class="gr-quiet">{words.same(same)}</p> : null}
        {applicable ? (
          <Form
            action={at(grid, from === 'paste' ? '/coller' : '/tableur')}
            values={values}
            errors={errors}
            submit={{ label: words.apply(changes.length) }}
            cancel={{ href: at(grid) }}
            consequence={words.consequence}
            guard={false}
          >
            <HiddenField name="cells" value={JSON.stringify(edits)} />
            <Carried values={values} />
          </Form>
        ) : from === 'paste' ? (
          <form method="post" action={at(grid, '/coller/apercu')}>
            <Carried values={values} />
            <HiddenField name="retour" value="oui" />
            <Button kind="secondary">{words.again}</Button>
          </form>
        ) : (
          <p>
            <ButtonLink href={at(grid, '/tableur')} kind="secondary">
              {words.another}
            </ButtonLink>
          </p>
        )}
      </>
    ),
  };
}

/** The block goes with the preview, so that nothing has to be copied again. */
const Carried = ({ values }: { values: Values }): VNode => (
  <>
    {(['block', 'from'] as const)
      .filter((name) => typeof values[name] === 'string')
      .map((name) => (
        <HiddenField key={name} name={name} value={String(values[name])} />
      ))}
  </>
);

function Faults({ faults }: Pick<FiguresPreview, 'faults'>): VNode {
  const words = t().preview;
  return (
    <>
      <Alert kind="error" live>
        {words.faults(faults.length)}
      </Alert>
      <DataTable
        caption={words.faultCaption}
        rows={faults}
        columns={[
          { key: 'line', label: words.line, width: 'narrow', render: ({ line }) => line || '—' },
          { key: 'figure', label: words.figure, header: true, render: ({ figure }) => figure ?? '—' },
          { key: 'column', label: words.column, render: ({ column }) => column ?? '—' },
          { key: 'fault', label: words.fault, render: ({ message }) => message },
        ]}
      />
    </>
  );
}

function Changes({ changes }: Pick<FiguresPreview, 'changes'>): VNode {
  const words = t().preview;
  const nothing = <span class="gr-quiet">{words.nothing}</span>;
  return (
    <DataTable
      caption={words.caption}
      rows={changes}
      rowKey={({ key, what }) => `${key} ${what}`}
      columns={[
        { key: 'line', label: words.line, width: 'narrow', render: ({ line }) => line },
        { key: 'figure', label: words.figure, header: true, render: ({ label }) => label },
        { key: 'what', label: words.what, render: ({ what }) => t().cell.what[what] },
        {
          key: 'before',
          label: words.before,
          render: ({ before }) => (before === null ? nothing : <del>{before}</del>),
        },
        { key: 'after', label: words.after, render: ({ after }) => (after === null ? nothing : <ins>{after}</ins>) },
      ]}
    />
  );
}
