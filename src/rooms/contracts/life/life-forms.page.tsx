import type { ComponentChildren } from 'preact';
import { addDays, type Day } from '#kit/period.ts';
import { formatDay } from '#kit/say.ts';
import type { Page } from '#kit/web/page.ts';
import type { Filled } from '#kit/web/route.ts';
import {
  Alert,
  type ButtonKind,
  CheckboxesField,
  CheckboxField,
  DateField,
  FieldRow,
  FieldSet,
  Form,
  Link,
  NumberField,
  RadioField,
  TextareaField,
  TextField,
} from '#kit/web/ui/index.ts';
import { AMENDMENT_SUBJECTS } from '../contract.ts';
import { contractAddress } from '../contract-address.ts';
import { contractCrumbs, contractSide } from '../contract-navigation.ts';
import type { ContractLifeView } from './contract-life.ts';
import { t } from './life.sentences.ts';
import { Criteria, decisionTitle } from './support-decision.page.tsx';
import { DECISION_KINDS, FUNDING_WINDOWS, type SupportDecision } from './support-decision.ts';

export interface LifeCase {
  readonly view: ContractLifeView;
  /** The decision that the form is about, when it is about one. */
  readonly decision: SupportDecision | null;
  /** How many criteria the form has room for. */
  readonly criteria: number;
}

interface FormSpec {
  readonly title: string;
  readonly lead: string;
  readonly submit: string;
  readonly consequence: string;
  readonly path: string;
  readonly kind?: ButtonKind;
  readonly before?: ComponentChildren;
  readonly fields: ComponentChildren;
}

function formPage({ data, values, errors }: Filled<LifeCase>, spec: FormSpec): Page {
  const { contract } = data.view;
  return {
    title: spec.title,
    lead: spec.lead,
    crumbs: contractCrumbs(contract, 'life', spec.title),
    side: contractSide(contract, 'life'),
    synthetic: contract.synthetic,
    body: (
      <>
        {spec.before}
        <Form
          action={contractAddress(contract.id, 'life', spec.path)}
          values={values}
          errors={errors}
          submit={{ label: spec.submit, kind: spec.kind }}
          cancel={{ href: contractAddress(contract.id, 'life') }}
          consequence={spec.consequence}
        >
          {spec.fields}
        </Form>
      </>
    ),
  };
}

export function openAmendmentPage(filled: Filled<LifeCase>): Page {
  const words = t().life.amendment;
  return formPage(filled, {
    title: words.openTitle,
    lead: words.openLead,
    submit: words.submit,
    consequence: words.consequence,
    path: '/avenant',
    fields: (
      <>
        <CheckboxesField
          name="subjects"
          label={words.subjects}
          hint={words.subjectsHint}
          required
          choices={AMENDMENT_SUBJECTS.map((value) => ({
            value,
            label: t().subjects[value],
            hint: t().subjectHints[value],
          }))}
        />
        <TextareaField name="reason" label={words.reason} hint={words.reasonHint} rows={4} />
      </>
    ),
  });
}

export function amendedTermPage(filled: Filled<LifeCase>): Page {
  const words = t().life.term;
  return formPage(filled, {
    title: words.title,
    lead: words.lead(formatDay(filled.data.view.contract.endsOn)),
    submit: words.submit,
    consequence: words.consequence,
    path: '/avenant/terme',
    fields: <DateField name="endsOn" label={words.endsOn} />,
  });
}

export function abandonAmendmentPage(filled: Filled<LifeCase>): Page {
  const words = t().life.abandon;
  return formPage(filled, {
    title: words.title,
    lead: words.lead,
    submit: words.submit,
    consequence: words.consequence,
    kind: 'danger',
    path: '/avenant/abandonner',
    fields: <TextareaField name="reason" label={t().life.amendment.reason} rows={4} />,
  });
}

export function notifyDecisionPage(filled: Filled<LifeCase>): Page {
  const words = t().life.notify;
  const { view, criteria } = filled.data;
  return formPage(filled, {
    title: words.title,
    lead: words.lead,
    submit: words.submit,
    consequence: words.consequence,
    kind: 'danger',
    path: `/decision?criteres=${criteria}`,
    fields: (
      <>
        <RadioField
          name="kind"
          label={words.kind}
          choices={DECISION_KINDS.map((value) => ({ value, label: t().life.decision.kinds[value] }))}
        />
        <FieldRow>
          <DateField
            name="effectiveOn"
            label={words.effectiveOn}
            hint={words.effectiveHint(formatDay(addDays(view.on as Day, view.replyDays)))}
          />
          <NumberField name="cutPercent" label={words.percent} hint={words.percentHint} required={false} />
        </FieldRow>
        <TextareaField name="reasons" label={words.reasons} rows={5} />
        {Array.from({ length: criteria }, (_, index) => (
          <CriterionFields key={index} index={index} />
        ))}
        {criteria < MOST_CRITERIA ? (
          <p>
            <Link href={contractAddress(view.contract.id, 'life', `/decision?criteres=${criteria + 3}`)} icon="plus">
              {words.more}
            </Link>
          </p>
        ) : null}
      </>
    ),
  });
}

const MOST_CRITERIA = 12;

function CriterionFields({ index }: { index: number }) {
  const words = t().life.notify;
  const name = (field: string) => `criteria.${index}.${field}`;
  const required = index === 0;
  return (
    <FieldSet legend={words.criterion(index + 1)}>
      <TextField name={name('name')} label={words.name} required={required} />
      <FieldRow>
        <TextField name={name('value')} label={words.value} hint={words.valueHint} required={required} />
        <TextField name={name('expected')} label={words.expected} required={false} />
      </FieldRow>
      <CheckboxField name={name('countsProjects')} label={words.countsProjects} required={false} />
      <CheckboxField name={name('coLabelled')} label={words.coLabelled} required={false} />
      <CheckboxesField
        name={name('windows')}
        label={words.windows}
        hint={words.windowsHint}
        inline
        choices={FUNDING_WINDOWS.map((value) => ({ value, label: t().life.windows[value] }))}
      />
      <TextareaField
        name={name('definition')}
        label={words.definition}
        hint={words.definitionHint}
        rows={2}
        required={false}
      />
    </FieldSet>
  );
}

function decisionForm(
  filled: Filled<LifeCase>,
  path: string,
  spec: Omit<FormSpec, 'path' | 'before'> & { before?: ComponentChildren },
): Page {
  const decision = filled.data.decision!;
  return formPage(filled, {
    ...spec,
    path: `/decision/${decision.id}/${path}`,
    before: (
      <>
        <h2>{decisionTitle(decision)}</h2>
        <p class="gr-told">{decision.reasons}</p>
        <Criteria decision={decision} />
        {spec.before}
      </>
    ),
  });
}

export function replyPage(filled: Filled<LifeCase>): Page {
  const words = t().life.reply;
  return decisionForm(filled, 'repondre', {
    title: words.title,
    lead: words.lead(formatDay(filled.data.decision!.replyDueOn)),
    submit: words.submit,
    consequence: words.consequence,
    fields: <TextareaField name="reply" label={words.text} rows={8} />,
  });
}

export function confirmPage(filled: Filled<LifeCase>): Page {
  const words = t().life.confirm;
  const decision = filled.data.decision!;
  const mayStillReply = decision.reply === null && filled.data.view.on <= decision.replyDueOn;
  return decisionForm(filled, 'confirmer', {
    title: words.title,
    lead: decision.kind === 'termination' ? words.leadTermination : words.lead,
    submit: words.submit,
    consequence: words.consequence,
    kind: 'danger',
    before: (
      <>
        {mayStillReply ? <Alert kind="warning">{words.waits(formatDay(decision.replyDueOn))}</Alert> : null}
        {decision.reply ? (
          <>
            <h3>{t().life.decision.reply}</h3>
            <p class="gr-told">{decision.reply.text}</p>
          </>
        ) : null}
      </>
    ),
    fields: <TextareaField name="reason" label={words.reason} rows={4} required={false} />,
  });
}

export function withdrawPage(filled: Filled<LifeCase>): Page {
  const words = t().life.withdraw;
  return decisionForm(filled, 'retirer', {
    title: words.title,
    lead: words.lead,
    submit: words.submit,
    consequence: words.consequence,
    fields: <TextareaField name="reason" label={words.reason} rows={4} />,
  });
}

export function axesPage(filled: Filled<LifeCase>): Page {
  const words = t().life.axes;
  return formPage(filled, {
    title: words.recordTitle,
    lead: words.lead,
    submit: words.record,
    consequence: words.consequence,
    path: '/axes',
    fields: (
      <>
        <TextareaField name="axes" label={words.axes} hint={words.axesHint} rows={6} />
        <TextField name="source" label={words.source} />
      </>
    ),
  });
}

export function examinationPage(filled: Filled<LifeCase>): Page {
  const words = t().life.axes;
  return formPage(filled, {
    title: words.examineTitle,
    lead: words.lead,
    submit: words.examineSubmit,
    consequence: words.examineConsequence,
    path: '/axes/examen',
    before: <p class="gr-told">{filled.data.view.improvement?.axes}</p>,
    fields: (
      <>
        <DateField name="examinedOn" label={words.examinedOn} />
        <CheckboxField name="satisfactory" label={words.isSatisfactory} required={false} />
        <TextareaField name="finding" label={words.finding} rows={6} />
      </>
    ),
  });
}

export function endPage(filled: Filled<LifeCase>): Page {
  const words = t().life.end;
  return formPage(filled, {
    title: words.title,
    lead: words.lead(formatDay(filled.data.view.contract.endsOn)),
    submit: words.submit,
    consequence: words.consequence,
    kind: 'danger',
    path: '/terme',
    fields: null,
  });
}
