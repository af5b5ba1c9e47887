import type { VNode } from 'preact';
import type { SheetFormat, TableSheet } from './export.ts';
import { t } from './kit.sentences.ts';
import type { Page } from './page.ts';
import { Button, ButtonGroup, Link } from './ui/button.tsx';
import { RadioField } from './ui/choice-field.tsx';
import { Section } from './ui/content.tsx';
import { HiddenField } from './ui/form.tsx';
import { Alert } from './ui/message.tsx';
import { useKeptTable, ViewList } from './ui/table-views.tsx';

interface Props {
  /** The page that shows the table. */
  readonly page: Page;
  readonly columns: TableSheet['columns'];
  /** Names of the ticked columns, in their order. */
  readonly chosen: readonly string[];
  /** Named by the address, and columns of this table no more. */
  readonly gone: readonly string[];
  /** Something was asked for with no box ticked. */
  readonly none: boolean;
  readonly file: SheetFormat;
  readonly path: string;
  readonly criteria: readonly [name: string, value: string][];
  readonly here: string;
  readonly back: string;
}

/** The columns of a table, to be ticked and put in order; the same page for every table that can be had as a file. */
export function columnsPage(props: Props): Page {
  const { page, gone, none, back, here } = props;
  const words = t().columns;
  const crumbs = page.crumbs ?? [];
  return {
    title: words.title,
    lead: words.lead(page.title),
    crumbs: [...crumbs.slice(0, -1), { label: crumbs.at(-1)?.label ?? page.title, href: back }, { label: words.title }],
    synthetic: page.synthetic,
    body: (
      <>
        {none ? <Alert kind="error">{words.none}</Alert> : null}
        {gone.length > 0 ? <Alert kind="warning">{words.gone(gone)}</Alert> : null}
        <Choice {...props} />
        <Kept here={here} />
      </>
    ),
  };
}

function Choice({ columns, chosen, file, path, criteria, back }: Props): VNode {
  const words = t().columns;
  const others = columns.filter(({ key }) => !chosen.includes(key));
  const inOrder = [...chosen.map((name) => columns.find(({ key }) => key === name)!), ...others];
  return (
    <form class="gr-columns" method="get" action={path}>
      {criteria.map(([name, value]) => (
        <HiddenField key={`${name} ${value}`} name={name} value={value} />
      ))}
      <HiddenField name="format" value="colonnes" />
      {/* The Enter key presses the first button of a form: it must not be one that moves a column. */}
      <button type="submit" name="faire" value="telecharger" hidden>
        {words.download}
      </button>
      <fieldset class="fr-fieldset" id="colonnes">
        <legend class="fr-fieldset__legend">{words.columns}</legend>
        <ol class="gr-columns__list">
          {inOrder.map(({ key, label }, place) => (
            <li key={key}>
              <div class="fr-checkbox-group">
                <input
                  type="checkbox"
                  id={`colonne-${key}`}
                  name="colonnes"
                  value={key}
                  checked={chosen.includes(key)}
                />
                <label class="fr-label" for={`colonne-${key}`}>
                  {label}
                </label>
              </div>
              {place > 0 && place < chosen.length ? (
                <Button kind="quiet" small icon="sort-up" name="monter" value={key}>
                  {words.up}
                  <span class="fr-sr-only"> {label}</span>
                </Button>
              ) : null}
            </li>
          ))}
        </ol>
      </fieldset>
      <RadioField
        name="fichier"
        label={words.file}
        inline
        value={file}
        choices={[
          { value: 'xlsx', label: words.xlsx },
          { value: 'csv', label: words.csv },
        ]}
      />
      <ButtonGroup>
        <Button icon="download" name="faire" value="telecharger">
          {words.download}
        </Button>
        <Save />
      </ButtonGroup>
      <p>
        <Link href={back}>{words.back}</Link>
      </p>
    </form>
  );
}

/** For whoever may keep views. */
function Save(): VNode | null {
  return useKeptTable() ? (
    <Button kind="secondary" name="faire" value="enregistrer">
      {t().columns.save}
    </Button>
  ) : null;
}

function Kept({ here }: { here: string }): VNode | null {
  const table = useKeptTable();
  if (!table) return null;
  const words = t().views;
  return (
    <Section title={words.title}>
      {table.views.length === 0 ? <p class="gr-quiet">{words.none}</p> : <ViewList views={table.views} back={here} />}
    </Section>
  );
}
