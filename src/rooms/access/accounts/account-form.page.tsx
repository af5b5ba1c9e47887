import type { VNode } from 'preact';
import { ROLE_TITLES, type Role } from '#kit/actor.ts';
import { colon, say } from '#kit/say.ts';
import type { FieldError, Page } from '#kit/web/page.ts';
import {
  type Choice,
  type ChoiceGroup,
  DateField,
  FieldRow,
  FieldSet,
  Form,
  SelectField,
  TextareaField,
  TextField,
} from '#kit/web/ui/index.ts';
import { t } from '../access.sentences.ts';
import { accountCrumbs } from './account.page.tsx';
import { functionName } from './function.parts.tsx';

/** What may be given, and where. */
export interface Grantable {
  readonly roles: readonly Role[];
  readonly scopes: readonly (Choice | ChoiceGroup)[];
}

export interface Filled {
  readonly values: Readonly<Record<string, unknown>>;
  readonly errors: readonly FieldError[];
}

/** The fields of a function; `optional` when the account may be made without one. */
function FunctionFields({ grantable, optional = false }: { grantable: Grantable; optional?: boolean }): VNode {
  const words = t().functions;
  return (
    <>
      <SelectField
        name="role"
        label={words.role}
        required={!optional}
        choices={grantable.roles.map((role) => ({ value: role, label: say(ROLE_TITLES[role]) }))}
      />
      <SelectField
        name="scope"
        label={t().scopes.label}
        hint={t().scopes.hint}
        blank={t().scopes.blank}
        required={false}
        choices={grantable.scopes}
      />
      <TextField
        name="organisation"
        label={t().scopes.organisation}
        hint={t().scopes.organisationHint}
        required={false}
        spellcheck={false}
      />
      <FieldRow>
        <DateField name="from" label={words.from} hint={words.fromHint} required={false} />
        <DateField
          name="to"
          label={words.to}
          hint={grantable.roles.includes('evaluator') ? words.toHint : words.lastHint}
          required={false}
        />
      </FieldRow>
      {grantable.roles.includes('evaluator') ? (
        <TextareaField name="mission" label={words.mission} hint={words.missionHint} rows={2} required={false} />
      ) : null}
    </>
  );
}

export function newAccountPage(props: Filled & { readonly grantable: Grantable; readonly optional: boolean }): Page {
  const words = t().accounts;
  return {
    title: words.createTitle,
    lead: words.createLead,
    crumbs: accountCrumbs({ label: words.createTitle }),
    body: (
      <Form
        action="/comptes/nouveau"
        values={props.values}
        errors={props.errors}
        submit={{ label: words.createSubmit }}
        consequence={words.createConsequence}
        cancel={{ href: '/comptes' }}
      >
        <FieldSet legend={words.person}>
          <TextField name="name" label={words.fullName} autocomplete="off" />
          <TextField name="email" type="email" label={words.email} autocomplete="off" spellcheck={false} />
        </FieldSet>
        <FieldSet legend={words.firstFunction}>
          <FunctionFields grantable={props.grantable} optional={props.optional} />
        </FieldSet>
      </Form>
    ),
  };
}

type Somebody = { readonly id: string; readonly name: string };

export function giveFunctionPage(props: Filled & { readonly grantable: Grantable; readonly person: Somebody }): Page {
  const words = t().functions;
  const { person } = props;
  return {
    title: words.addTitle(person.name),
    crumbs: accountCrumbs({ label: person.name, href: `/comptes/${person.id}` }, { label: words.add }),
    body: (
      <Form
        action={`/comptes/${person.id}/fonctions`}
        values={props.values}
        errors={props.errors}
        submit={{ label: words.add }}
        consequence={words.addConsequence}
        cancel={{ href: `/comptes/${person.id}` }}
      >
        <FunctionFields grantable={props.grantable} />
      </Form>
    ),
  };
}

export function endFunctionPage(
  props: Filled & {
    readonly person: Somebody;
    readonly held: { readonly id: string; readonly role: Role; readonly scope: string; readonly scopeLabel: string };
    readonly today: string;
  },
): Page {
  const words = t().functions;
  const { person, held } = props;
  return {
    title: words.endTitle,
    lead: `${person.name}${colon()}${functionName(held)}`,
    crumbs: accountCrumbs({ label: person.name, href: `/comptes/${person.id}` }, { label: words.endTitle }),
    body: (
      <Form
        action={`/comptes/${person.id}/fonctions/${held.id}/fin`}
        values={props.values}
        errors={props.errors}
        submit={{ label: words.endSubmit, kind: 'danger' }}
        consequence={words.endConsequence}
        cancel={{ href: `/comptes/${person.id}` }}
      >
        <DateField name="last" label={words.endLast} hint={words.endLastHint} required={false} min={props.today} />
        <TextareaField name="reason" label={words.reason} hint={words.reasonHint} rows={2} maxlength={500} />
      </Form>
    ),
  };
}

export function closeAccountPage(props: Filled & { readonly person: Somebody }): Page {
  const words = t().accounts;
  const { person } = props;
  return {
    title: words.closeTitle(person.name),
    lead: words.closeLead,
    crumbs: accountCrumbs({ label: person.name, href: `/comptes/${person.id}` }, { label: words.close }),
    body: (
      <Form
        action={`/comptes/${person.id}/fermer`}
        values={props.values}
        errors={props.errors}
        submit={{ label: words.close, kind: 'danger' }}
        consequence={words.closeConsequence}
        cancel={{ href: `/comptes/${person.id}` }}
      >
        <TextareaField
          name="reason"
          label={t().functions.reason}
          hint={t().functions.reasonHint}
          rows={2}
          maxlength={500}
        />
      </Form>
    ),
  };
}
