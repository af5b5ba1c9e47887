import type { VNode } from 'preact';
import { DERIVATIONS, type Derivation } from '#engines/impact/run/derived-columns.ts';
import { formatNumber, formatShare } from '#kit/say.ts';
import type { FieldError, Page } from '#kit/web/page.ts';
import type { Values } from '#kit/web/route.ts';
import {
  Alert,
  CheckboxField,
  DataTable,
  FieldRow,
  FieldSet,
  Form,
  NumberField,
  SelectField,
  TextField,
} from '#kit/web/ui/index.ts';
import { EvaluationStatus, evaluationCrumbs, evaluationSide, numbers } from './evaluation.marks.tsx';
import type { EvaluationView } from './evaluation.page.tsx';
import { t } from './evaluation.sentences.ts';
import { BASES, COLUMN_ROLES, CONTROLS, type ColumnRole, METHODS, MOST_DERIVED, PANEL_KINDS } from './evaluation.ts';
import { evaluationAddress } from './evaluation-address.ts';
import { guessMapping, rolesOf } from './mapping.rules.ts';
import { likenessTyped, MatchingChoice, matchingValues } from './matching/matching.form.tsx';
import { type Likeness, usualControls } from './matching/matching.rules.ts';

/** A whole number as the file writes it: years and identifiers are not amounts. */
const asInFile = (value: number, kind: string): string => (kind === 'whole' ? String(value) : numbers().mark(value));

/** What the form shows first: what was chosen before, or what the columns probably are. */
export function columnValues(view: EvaluationView): Values {
  const guess = view.mapping
    ? { roles: rolesOf(view.mapping), weights: view.mapping.weights, cluster: view.mapping.cluster }
    : guessMapping(view.preview);
  const { options } = view;
  return {
    title: view.title,
    role: view.preview.columns.map(({ name }) => guess.roles[name] ?? 'ignored'),
    weights: guess.weights ?? '',
    // A guess of the cluster would change errors without being asked for: it is only suggested by its name.
    cluster: view.mapping ? (guess.cluster ?? '') : '',
    derivedKind: view.mapping?.derived.map(({ kind }) => kind) ?? [],
    derivedOf: view.mapping?.derived.map(({ of }) => of) ?? [],
    derivedBy: view.mapping?.derived.map(({ by }) => by ?? '') ?? [],
    rd: view.mapping?.additionality?.rd ?? '',
    aid: view.mapping?.additionality?.aid ?? '',
    by: view.mapping?.additionality?.by ?? '',
    ...options,
    // What is usual depends on the matching: left to it until somebody chooses otherwise.
    controls: options.controls === usualControls(options.matching) ? '' : options.controls,
    ...matchingValues(view.preview, view.mapping, options),
  };
}

export function columnsPage(props: {
  readonly view: EvaluationView;
  readonly values: Values;
  readonly errors: readonly FieldError[];
}): Page {
  const { view, values, errors } = props;
  const words = t().columns;
  const isOpen = view.state === 'draft' || view.state === 'revising';
  return {
    title: words.title,
    lead: isOpen ? words.lead : undefined,
    status: <EvaluationStatus state={view.state} />,
    crumbs: evaluationCrumbs(view, words.title),
    side: evaluationSide(view, 'colonnes'),
    synthetic: view.synthetic,
    wide: true,
    body: isOpen ? (
      <Form
        action={evaluationAddress(view.id, 'colonnes')}
        values={values}
        errors={errors}
        wide
        submit={{ label: words.submit }}
        cancel={{ href: evaluationAddress(view.id) }}
        consequence={words.consequence}
      >
        <TextField name="title" label={words.name} hint={words.nameHint} width="full" />
        <RoleTable view={view} values={values} />
        <FirstRows view={view} />
        <Others view={view} />
        <DerivedOutcomes view={view} values={values} />
        <AdditionalityChoice view={view} />
        <MatchingChoice preview={view.preview} values={values} errors={errors} />
        <Method />
      </Form>
    ) : (
      <Alert kind="info">{words.frozen}</Alert>
    ),
  };
}

const listOf = (typed: unknown): readonly string[] =>
  Array.isArray(typed) ? typed.map(String) : typed === undefined ? [] : [String(typed)];

const SAMPLES = 3;

const samplesOf = (view: EvaluationView, place: number): string =>
  [...new Set(view.preview.rows.map((row) => row[place] ?? '∅'))].slice(0, SAMPLES).join(' · ');

/** Each column with what it holds and the role that it is given. */
function RoleTable({ view, values }: { view: EvaluationView; values: Values }): VNode {
  const words = t().columns;
  const roles = listOf(values.role);
  return (
    <DataTable
      caption={words.table}
      note={words.rolesHint}
      rows={view.preview.columns.map((column, place) => ({ ...column, place }))}
      rowKey={(column) => column.name}
      columns={[
        { key: 'name', label: words.column, header: true, render: (column) => <code>{column.name}</code> },
        {
          key: 'kind',
          label: words.kind,
          render: (column) => (
            <>
              {words.kinds[column.kind]}
              {column.filled < 1 ? (
                <span class="gr-cell-note">{words.filled(formatShare(column.filled, 1))}</span>
              ) : null}
            </>
          ),
        },
        { key: 'distinct', label: words.distinct, align: 'end', render: (column) => formatNumber(column.distinct) },
        {
          key: 'example',
          label: words.example,
          render: (column) => (
            <span class="gr-samples">
              {column.range && column.distinct > 1
                ? words.range(...(column.range.map((value) => asInFile(value, column.kind)) as [string, string]))
                : samplesOf(view, column.place)}
            </span>
          ),
        },
        {
          key: 'role',
          label: words.role,
          render: (column) => <RoleChoice column={column.name} place={column.place} chosen={roles[column.place]} />,
        },
      ]}
    />
  );
}

function RoleChoice(props: { column: string; place: number; chosen: string | undefined }): VNode {
  const words = t().columns;
  // The first carries the id of the field, so that the error summary leads there.
  const id = props.place === 0 ? 'champ-role' : `champ-role-${props.place}`;
  return (
    <>
      <input type="hidden" name="column" value={props.column} />
      <select class="fr-select gr-role" id={id} name="role" aria-label={words.roleOf(props.column)}>
        {COLUMN_ROLES.map((role) => (
          <option key={role} value={role} selected={role === (props.chosen ?? 'ignored')}>
            {words.roles[role]}
          </option>
        ))}
      </select>
    </>
  );
}

function FirstRows({ view }: { view: EvaluationView }): VNode {
  const words = t().columns;
  return (
    <details class="gr-details gr-details--form">
      <summary>{words.rows}</summary>
      <div class="gr-first-rows">
        <DataTable
          caption={words.rows}
          captionHidden
          rows={view.preview.rows}
          columns={view.preview.columns.map(({ name }, place) => ({
            key: `c${place}`,
            label: name,
            render: (row: readonly (string | null)[]) => row[place] ?? '∅',
          }))}
        />
      </div>
    </details>
  );
}

function Others({ view }: { view: EvaluationView }): VNode {
  const words = t().columns;
  const choices = view.preview.columns.map(({ name }) => ({ value: name, label: name }));
  return (
    <FieldRow>
      <SelectField name="cluster" label={words.cluster} blank={words.noCluster} choices={choices} required={false} />
      <SelectField name="weights" label={words.weights} blank={words.noWeights} choices={choices} required={false} />
    </FieldRow>
  );
}

/** Outcomes computed from the columns, by a closed list. */
function DerivedOutcomes({ view, values }: { view: EvaluationView; values: Values }): VNode {
  const words = t().columns.derived;
  const numbers = view.preview.columns.filter(({ kind }) => kind === 'whole' || kind === 'number');
  const [kinds, firsts, seconds] = [values.derivedKind, values.derivedOf, values.derivedBy].map(listOf);
  const choice = (
    name: string,
    label: string,
    blank: string,
    chosen: string | undefined,
    options: [string, string][],
  ) => (
    <select class="fr-select gr-role" name={name} aria-label={label}>
      <option value="">{blank}</option>
      {options.map(([value, text]) => (
        <option key={value} value={value} selected={value === chosen}>
          {text}
        </option>
      ))}
    </select>
  );
  const columns = numbers.map(({ name }): [string, string] => [name, name]);
  return (
    <details class="gr-details gr-details--form" open={kinds!.some((kind) => kind !== '')}>
      <summary>{words.title}</summary>
      <p class="gr-quiet">{words.hint}</p>
      <DataTable
        caption={words.title}
        captionHidden
        rows={Array.from({ length: MOST_DERIVED }, (_, place) => ({ place }))}
        rowKey={({ place }) => String(place)}
        columns={[
          { key: 'place', label: words.number, header: true, render: ({ place }) => String(place + 1) },
          {
            key: 'kind',
            label: words.kind,
            render: ({ place }) =>
              choice(
                'derivedKind',
                words.kindOf(place + 1),
                words.none,
                kinds![place],
                DERIVATIONS.map((kind) => [kind, words.kinds[kind]]),
              ),
          },
          {
            key: 'of',
            label: words.of,
            render: ({ place }) => choice('derivedOf', words.ofOf(place + 1), words.blank, firsts![place], columns),
          },
          {
            key: 'by',
            label: words.by,
            render: ({ place }) => choice('derivedBy', words.byOf(place + 1), words.blank, seconds![place], columns),
          },
        ]}
      />
    </details>
  );
}

/** Which columns are R&D and aid, when additionality is the question. */
function AdditionalityChoice({ view }: { view: EvaluationView }): VNode {
  const words = t().columns.additionality;
  const chosen = (kinds: readonly string[]) =>
    view.preview.columns.filter(({ kind }) => kinds.includes(kind)).map(({ name }) => ({ value: name, label: name }));
  const numbers = chosen(['whole', 'number']);
  return (
    <details class="gr-details gr-details--form" open={view.mapping?.additionality != null}>
      <summary>{words.title}</summary>
      <p class="gr-quiet">{words.hint}</p>
      <FieldRow>
        <SelectField name="rd" label={words.rd} blank={words.none} choices={numbers} required={false} />
        <SelectField name="aid" label={words.aid} blank={words.none} choices={numbers} required={false} />
        <SelectField
          name="by"
          label={words.by}
          blank={words.all}
          choices={chosen(['whole', 'text'])}
          required={false}
        />
      </FieldRow>
    </details>
  );
}

function Method(): VNode {
  const words = t().columns;
  const choicesOf = <Name extends string>(names: readonly Name[], labels: Readonly<Record<Name, string>>) =>
    names.map((value) => ({ value, label: labels[value] }));
  return (
    <FieldSet legend={words.options}>
      <SelectField name="panel" label={words.panel} choices={choicesOf(PANEL_KINDS, words.panels)} width="full" />
      <FieldRow>
        <SelectField
          name="controls"
          label={words.controls}
          hint={words.controlsHint}
          blank={words.usualControls}
          choices={choicesOf(CONTROLS, words.controlNames)}
          required={false}
        />
        <SelectField name="base" label={words.base} choices={choicesOf(BASES, words.bases)} />
      </FieldRow>
      <FieldRow>
        <SelectField
          name="method"
          label={words.method}
          hint={words.methodHint}
          choices={choicesOf(METHODS, words.methods)}
        />
        <NumberField name="anticipation" label={words.anticipation} hint={words.anticipationHint} />
        <NumberField name="seed" label={words.seed} />
      </FieldRow>
      <CheckboxField name="bands" label={words.bands} hint={words.bandsHint} />
      <CheckboxField name="sensitivity" label={words.sensitivity} hint={words.sensitivityHint} />
      <details class="gr-details gr-details--form">
        <summary>{words.assumed}</summary>
        <p class="gr-quiet">{words.assumedHint}</p>
        <FieldRow>
          <NumberField name="assumedSd" label={words.sd} decimals required={false} />
          <NumberField
            name="assumedPersistence"
            label={words.persistence}
            hint={words.persistenceHint}
            decimals
            required={false}
          />
        </FieldRow>
      </details>
    </FieldSet>
  );
}

/** The computed outcomes of the form; a line without a kind asks nothing. */
export function derivedTyped(typed: Values): { kind: Derivation; of: string; by: string | null; match: Likeness }[] {
  const [kinds, firsts, seconds] = [typed.derivedKind, typed.derivedOf, typed.derivedBy].map(listOf);
  return kinds!.flatMap((kind, place) =>
    kind === ''
      ? []
      : [
          {
            kind: kind as Derivation,
            of: firsts![place] ?? '',
            by: seconds![place] || null,
            match: likenessTyped(typed, 'derivedMatch', String(place)),
          },
        ],
  );
}

/** The columns of the form, each with its role, as the action takes them. */
export function columnsTyped(typed: Values): { name: string; role: ColumnRole; match: Likeness }[] {
  const roles = listOf(typed.role);
  return listOf(typed.column).map((name, place) => ({
    name,
    role: (roles[place] ?? 'ignored') as ColumnRole,
    match: likenessTyped(typed, 'match', name),
  }));
}
