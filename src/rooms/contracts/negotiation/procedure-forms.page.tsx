import type { VNode } from 'preact';
import { formatDay, say } from '#kit/say.ts';
import type { Page } from '#kit/web/page.ts';
import type { Filled } from '#kit/web/route.ts';
import {
  Alert,
  ButtonLink,
  CheckboxField,
  DateField,
  EmptyState,
  FieldRow,
  FieldSet,
  RadioField,
  TextareaField,
  TextField,
} from '#kit/web/ui/index.ts';
import { contractLife } from '../contract.workflow.ts';
import { contractAddress } from '../contract-address.ts';
import { contractCrumbs, contractSide } from '../contract-navigation.ts';
import { ContractMark } from '../life/contract.marks.tsx';
import { f, t } from './negotiation.sentences.ts';
import { ANSWERS, OPINIONS } from './negotiation.ts';
import { negotiationForm } from './negotiation-form.tsx';
import { days } from './negotiation-marks.tsx';
import type { ConditionRow, NegotiationReading, ProcedureAct } from './negotiation-reading.ts';

type Negotiation = Filled<NegotiationReading>;

/** Says before anything is typed that the act is closed, and why; nothing once a refusal has said it. */
function closedNow({ data, errors }: Negotiation, act: ProcedureAct['act']): VNode | undefined {
  const found = data.acts.find((one) => one.act === act);
  if (errors.length > 0 || found?.open) return undefined;
  const why = found
    ? `${t().acts.why}. ${found.reasons.map((reason) => say(reason)).join(' ')}`
    : t().acts.notNow(say(contractLife.states[data.contract.state]));
  return <Alert kind="warning">{why}</Alert>;
}

export function openDiscussionPage(filled: Negotiation): Page {
  const { data, values, errors } = filled;
  const words = f().open;
  return negotiationForm({
    contract: data.contract,
    title: say(contractLife.transitions.openDiscussion.title),
    lead: words.lead,
    at: '/ouverture',
    before: closedNow(filled, 'openDiscussion'),
    values,
    errors,
    submit: { label: words.submit },
    consequence: words.consequence(data.clocks.map(({ name }) => name).join(', ')),
    fields: <DateField name="receivedOn" label={words.receivedOn} hint={words.receivedOnHint} max={data.on} />,
  });
}

export function resendPage(filled: Negotiation): Page {
  const { data, values, errors } = filled;
  const words = f().resend;
  return negotiationForm({
    contract: data.contract,
    title: words.title,
    lead: words.lead,
    at: '/envoi',
    before: closedNow(filled, 'resendDraft'),
    values,
    errors,
    submit: { label: words.submit },
    consequence: words.consequence,
    fields: (
      <>
        <DateField name="receivedOn" label={f().open.receivedOn} hint={f().open.receivedOnHint} max={data.on} />
        <CheckboxField name="askAgain" label={words.askAgain} hint={words.askAgainHint} />
      </>
    ),
  });
}

export function planPage(filled: Negotiation): Page {
  const { data, values, errors } = filled;
  const words = f().plan;
  return negotiationForm({
    contract: data.contract,
    title: words.title,
    lead: words.lead,
    at: '/seance',
    before: closedNow(filled, 'planPresentation'),
    values,
    errors,
    submit: { label: words.submit },
    consequence: words.consequence,
    fields: (
      <DateField name="plannedOn" label={words.plannedOn} hint={words.plannedOnHint} min={data.on} required={false} />
    ),
  });
}

export function presentPage(filled: Negotiation): Page {
  const { data, values, errors } = filled;
  const words = f().present;
  return negotiationForm({
    contract: data.contract,
    title: say(contractLife.transitions.present.title),
    lead: words.lead,
    at: '/presentation',
    before: closedNow(filled, 'presentProject'),
    values,
    errors,
    submit: { label: words.submit },
    consequence: words.consequence(days(data.rules.cniDays)),
    fields: (
      <>
        <DateField name="sessionOn" label={words.sessionOn} max={data.on} />
        <TextField name="reference" label={words.reference} hint={words.referenceHint} maxlength={300} />
      </>
    ),
  });
}

export function waivePage(filled: Negotiation): Page {
  const { data, values, errors } = filled;
  const words = f().waive;
  return negotiationForm({
    contract: data.contract,
    title: words.title,
    lead: words.lead,
    at: '/dispense',
    before: closedNow(filled, 'waivePresentation'),
    values,
    errors,
    submit: { label: words.submit },
    consequence: words.consequence,
    fields: (
      <>
        <TextareaField name="reason" label={words.reason} />
        <DateField name="waivedOn" label={words.waivedOn} max={data.on} />
      </>
    ),
  });
}

/** Rows of conditions that the form offers; more are added afterwards, one by one. */
export const CONDITION_ROWS = [0, 1, 2] as const;

export function opinionPage(filled: Negotiation): Page {
  const { data, values, errors } = filled;
  const words = f().opinion;
  const session = data.presentation?.sessionOn;
  return negotiationForm({
    contract: data.contract,
    title: words.title,
    lead: session ? words.lead(formatDay(session)) : undefined,
    at: '/avis',
    before: closedNow(filled, 'recordOpinion'),
    values,
    errors,
    submit: { label: words.submit },
    consequence: words.consequence,
    fields: (
      <>
        <RadioField
          name="opinion"
          label={words.opinion}
          choices={OPINIONS.map((value) => ({
            value,
            label: t().cni.opinions[value],
            hint: value === 'unfavourable' ? words.unfavourableHint : undefined,
          }))}
        />
        <DateField name="opinionOn" label={words.opinionOn} min={session ?? undefined} max={data.on} />
        <TextareaField name="text" label={words.text} required={false} />
        <FieldSet legend={words.conditions} hint={words.conditionsHint}>
          {CONDITION_ROWS.map((row) => (
            <div key={row}>
              <TextField
                name={`conditions.${row}.text`}
                label={words.condition(String(row + 1))}
                width="full"
                required={false}
              />
              <FieldRow>
                <DateField name={`conditions.${row}.dueOn`} label={words.due} required={false} />
                <TextField name={`conditions.${row}.responsible`} label={words.who} required={false} />
              </FieldRow>
            </div>
          ))}
        </FieldSet>
      </>
    ),
  });
}

export function resumePage(filled: Negotiation): Page {
  const { data, values, errors } = filled;
  const words = f().resume;
  return negotiationForm({
    contract: data.contract,
    title: say(contractLife.transitions.resumeDiscussion.title),
    lead: words.lead,
    at: '/reprise',
    before: closedNow(filled, 'resumeDiscussion'),
    values,
    errors,
    submit: { label: words.submit },
    consequence: words.consequence,
    fields: <TextareaField name="reason" label={words.reason} />,
  });
}

export function newConditionPage(filled: Negotiation): Page {
  const { data, values, errors } = filled;
  const words = f().condition;
  return negotiationForm({
    contract: data.contract,
    title: words.newTitle,
    at: '/conditions/nouvelle',
    before: closedNow(filled, 'addCondition'),
    values,
    errors,
    submit: { label: words.submit },
    consequence: words.consequence,
    fields: (
      <>
        <TextareaField name="text" label={words.text} rows={3} />
        <DateField name="dueOn" label={words.dueOn} />
        <TextField name="responsible" label={words.responsible} />
      </>
    ),
  });
}

type OneCondition = Filled<{ readonly negotiation: NegotiationReading; readonly condition: ConditionRow }>;

export function completeConditionPage({ data, values, errors }: OneCondition): Page {
  const words = f().condition;
  const { negotiation, condition } = data;
  return negotiationForm({
    contract: negotiation.contract,
    title: words.doneTitle,
    lead: condition.text,
    before: condition.done ? (
      <p>{words.alreadyDone(formatDay(condition.done.on), condition.done.by, condition.done.word)}</p>
    ) : undefined,
    at: `/conditions/${condition.id}`,
    back: '#conditions',
    values,
    errors,
    submit: { label: words.doneSubmit },
    consequence: words.doneConsequence,
    fields: <TextareaField name="word" label={words.word} hint={words.wordHint} rows={3} />,
  });
}

export function reopenConditionPage({ data, values, errors }: OneCondition): Page {
  const words = f().condition;
  const { negotiation, condition } = data;
  return negotiationForm({
    contract: negotiation.contract,
    title: words.reopenTitle,
    lead: condition.text,
    at: `/conditions/${condition.id}/reouverture`,
    back: '#conditions',
    values,
    errors,
    submit: { label: words.reopenSubmit },
    fields: <TextareaField name="reason" label={words.reason} rows={3} />,
  });
}

export function answerPage({
  data,
  values,
  errors,
}: Filled<{ readonly negotiation: NegotiationReading; readonly party: string }>): Page {
  const words = f().answer;
  const { contract, clocks, on } = data.negotiation;
  const clock = clocks.find(({ party }) => party === data.party);
  const title = words.title(clock?.name ?? data.party);
  // Somebody else of the same party was quicker, or the discussion is over: nothing is lost, and nothing is asked.
  if (!clock?.received || (!clock.mayAnswer && errors.length === 0))
    return {
      title,
      crumbs: contractCrumbs(contract, 'negotiation', title),
      side: contractSide(contract, 'negotiation'),
      status: <ContractMark state={contract.state} />,
      synthetic: contract.synthetic,
      body: (
        <EmptyState
          icon="check"
          title={title}
          what={words.nothing}
          why={
            clock?.answer ? `${t().answer[clock.answer.given]}, ${formatDay(clock.answer.on)}.` : t().clocks.noAnswer
          }
          next={
            <ButtonLink href={contractAddress(contract.id, 'negotiation')} kind="secondary">
              {words.back}
            </ButtonLink>
          }
        />
      ),
    };
  return negotiationForm({
    contract,
    title,
    lead: words.lead(formatDay(clock.received.on), formatDay(clock.received.dueOn)),
    at: `/reponses/${encodeURIComponent(data.party)}`,
    values,
    errors,
    submit: { label: words.submit },
    consequence: words.consequence,
    fields: (
      <>
        <RadioField
          name="answer"
          label={words.answer}
          choices={ANSWERS.map((value) => ({
            value,
            label: t().answer[value],
            hint: { agrees: words.agreesHint, 'asks-changes': words.changesHint, refuses: undefined }[value],
          }))}
        />
        <TextareaField name="text" label={words.text} hint={words.textHint} required={false} />
        <DateField
          name="answeredOn"
          label={words.answeredOn}
          hint={words.answeredOnHint}
          min={clock.received.on}
          max={on}
        />
      </>
    ),
  });
}
