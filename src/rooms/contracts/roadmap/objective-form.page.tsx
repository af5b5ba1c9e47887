import type { VNode } from 'preact';
import type { Page } from '#kit/web/page.ts';
import type { Filled, Values } from '#kit/web/route.ts';
import {
  ButtonLink,
  CheckboxesField,
  type Choice,
  FieldSet,
  Form,
  PostButton,
  RadioField,
  Section,
  SelectField,
  TextareaField,
  TextField,
} from '#kit/web/ui/index.ts';
import { DIMENSIONS } from '../clause/clause.ts';
import { holds, type Placed } from '../clause/clause-order.rules.ts';
import { contractAddress } from '../contract-address.ts';
import { fieldWord, passageWords } from '../negotiation/passage.ts';
import type { ObjectiveRow, ObjectiveTree, Tie } from './objectives.ts';
import { Conflict, Gone, gone, ReadRevision } from './passage-form.tsx';
import { t } from './roadmap.sentences.ts';
import { changed, frame } from './roadmap-frame.tsx';

/** What the form of an objective works on. */
export interface ObjectiveCase {
  readonly tree: ObjectiveTree;
  /** Null for a new one, or when it was removed while its form was open. */
  readonly objective: ObjectiveRow | null;
  readonly isNew: boolean;
  readonly priorities: readonly (Tie & { readonly detail: string })[];
  readonly filieres: readonly Tie[];
  readonly areas: readonly Tie[];
}

/** The fields of an objective, as its form writes them. */
export function objectiveFields({ content, parent }: Pick<ObjectiveRow, 'content' | 'parent'>): Values {
  return {
    parent: parent ?? '',
    'content.title': content.title,
    'content.dimension': content.dimension,
    'content.scope': content.scope,
    'content.bearers': content.bearers.join('\n'),
    'content.rationale': content.rationale,
    'content.priorities': content.priorities,
    'content.filieres': content.filieres,
    'content.areas': content.areas,
  };
}

export function objectivePage({ data, values, errors }: Filled<ObjectiveCase>): Page {
  const words = t().objective;
  const { tree, objective, isNew } = data;
  const at = (rest = '') => contractAddress(tree.contract.id, 'objectives', rest);
  const lost = gone(isNew, objective);
  const title = isNew || lost ? newTitle(tree, values) : objective!.content.title;
  return {
    ...frame(tree.contract, title, title),
    lead: words.lead,
    editor: true,
    body: (
      <>
        {lost ? <Gone /> : null}
        <Conflict
          present={objective}
          values={values}
          fields={objective ? presentFields(data, objective) : []}
          inWords={(name, typed) => choiceWords(data, name, typed)}
        />
        <Form
          action={isNew || lost ? at('/nouveau') : at(`/${objective!.id}`)}
          values={values}
          errors={errors}
          submit={{ label: words.submit }}
          cancel={{ href: at(objective ? `#objectif-${objective.id}` : '') }}
          consequence={isNew ? undefined : words.consequence}
          autosave={!isNew && !lost && errors.length === 0}
        >
          <ReadRevision present={objective} />
          <TextField name="content.title" label={words.title} hint={words.titleHint} width="full" maxlength={300} />
          <SelectField
            name="content.dimension"
            label={words.dimension}
            choices={DIMENSIONS.map((value) => ({ value, label: passageWords().choice.dimension[value] }))}
          />
          <RadioField
            name="content.scope"
            label={words.scope}
            choices={(['collective', 'individual'] as const).map((value) => ({ value, label: words.scopes[value] }))}
          />
          <TextareaField
            name="content.bearers"
            label={words.bearers}
            hint={words.bearersHint}
            rows={3}
            required={false}
          />
          <TextareaField
            name="content.rationale"
            label={words.rationale}
            hint={words.rationaleHint}
            rows={4}
            required={false}
          />
          <SelectField
            name="parent"
            label={words.parent}
            blank={words.top}
            required={false}
            choices={parentChoices(data)}
            width="full"
          />
          <Ties data={data} />
          {isNew || lost ? null : (
            <TextareaField name="reason" label={words.reason} hint={words.reasonHint} rows={2} required={false} />
          )}
        </Form>
        {objective && !lost ? <Place data={data} objective={objective} /> : null}
      </>
    ),
  };
}

function newTitle(tree: ObjectiveTree, values: Values): string {
  const above = tree.objectives.find(({ id }) => id === values.parent);
  return above ? t().objective.newBelow(above.content.title) : t().objective.newTitle;
}

/** Objectives under which this one may stand: neither itself nor what is below it, three levels down at most. */
function parentChoices({ tree, objective }: ObjectiveCase): Choice[] {
  const placed = tree.objectives.map(
    ({ id, parent }, position): Placed => ({ id, kind: 'objective', parent, position }),
  );
  return tree.objectives
    .filter(({ id, depth }) => depth < 4 && !(objective && holds(placed, objective.id, id)))
    .map(({ id, number, content }) => ({ value: id, label: `${number} ${content.title}` }));
}

function Ties({ data }: { data: ObjectiveCase }): VNode {
  const words = t().objective;
  const choices = (ties: readonly Tie[]): Choice[] => ties.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <FieldSet legend={words.ties} hint={words.tiesHint}>
      {data.priorities.length > 0 ? (
        <CheckboxesField
          name="content.priorities"
          label={words.priorities}
          choices={data.priorities.map(({ id, name, detail }) => ({ value: id, label: name, hint: detail }))}
        />
      ) : (
        <p class="gr-quiet" id="champ-content.priorities">
          {words.noPriorities}
        </p>
      )}
      {data.areas.length > 0 ? (
        <CheckboxesField name="content.areas" label={words.areas} choices={choices(data.areas)} />
      ) : null}
      <CheckboxesField name="content.filieres" label={words.filieres} choices={choices(data.filieres)} inline />
    </FieldSet>
  );
}

/** Its rank, and the way out of the text. */
function Place({ data, objective }: { data: ObjectiveCase; objective: ObjectiveRow }): VNode {
  const words = t().objective;
  const siblings = data.tree.objectives.filter(({ parent }) => parent === objective.parent);
  const rank = siblings.findIndex(({ id }) => id === objective.id);
  return (
    <PlaceActs
      contract={data.tree.contract.id}
      clause={objective.id}
      revision={objective.revision}
      first={rank === 0}
      last={rank === siblings.length - 1}
      lead={changed(objective)}
      title={words.place}
    />
  );
}

/** Moving a passage up or down, and removing it. */
export function PlaceActs(props: {
  readonly contract: string;
  readonly clause: string;
  readonly revision: number;
  readonly first: boolean;
  readonly last: boolean;
  readonly lead: string;
  readonly title: string;
}): VNode {
  const words = t().objective;
  const at = (rest: string) => contractAddress(props.contract, 'overview', `/passages/${props.clause}${rest}`);
  const move = (to: 'up' | 'down', label: string) => (
    <PostButton
      action={at('/deplacement')}
      values={{ to, revision: String(props.revision) }}
      kind="secondary"
      icon={to === 'up' ? 'sort-up' : 'sort-down'}
    >
      {label}
    </PostButton>
  );
  return (
    <Section title={props.title} lead={props.lead}>
      <div class="gr-place-acts">
        {props.first ? null : move('up', words.up)}
        {props.last ? null : move('down', words.down)}
        <ButtonLink href={at('/historique')} kind="quiet">
          {t().tree.history}
        </ButtonLink>
        <ButtonLink href={at('/retrait')} kind="danger">
          {words.remove}
        </ButtonLink>
      </div>
    </Section>
  );
}

/** The present text, field by field, in words. */
function presentFields(data: ObjectiveCase, { content, parent }: ObjectiveRow) {
  const fields = objectiveFields({ content, parent });
  return Object.entries(fields).map(([name, value]) => ({
    name,
    label: name === 'parent' ? t().objective.parent : fieldWord(name.slice('content.'.length)),
    value: choiceWords(data, name, Array.isArray(value) ? value.join(', ') : String(value)),
  }));
}

/** What a field holds, as one reads it. */
function choiceWords({ tree, priorities, filieres, areas }: ObjectiveCase, name: string, typed: string): string {
  const { dimension, scope } = passageWords().choice;
  switch (name) {
    case 'content.dimension':
      return dimension[typed as keyof typeof dimension] ?? typed;
    case 'content.scope':
      return scope[typed as keyof typeof scope] ?? typed;
    case 'content.bearers':
      return typed
        .split('\n')
        .map((one) => one.trim())
        .filter(Boolean)
        .join(', ');
    case 'parent':
      return tree.objectives.find(({ id }) => id === typed)?.content.title ?? t().objective.top;
    case 'content.priorities':
    case 'content.filieres':
    case 'content.areas': {
      const known = new Map([...priorities, ...filieres, ...areas].map((one) => [one.id, one.name]));
      return typed
        .split(', ')
        .filter(Boolean)
        .map((id) => known.get(id) ?? id)
        .join(', ');
    }
    default:
      return typed;
  }
}
