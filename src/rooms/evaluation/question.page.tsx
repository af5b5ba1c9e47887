import type { VNode } from 'preact';
import { formatNumber } from '#kit/say.ts';
import type { FieldError, Page } from '#kit/web/page.ts';
import type { Values } from '#kit/web/route.ts';
import { Alert, ButtonLink, Callout, Form, RadioField, TextareaField } from '#kit/web/ui/index.ts';
import { EvaluationStatus, evaluationCrumbs, evaluationSide, numbers } from './evaluation.marks.tsx';
import type { EvaluationView } from './evaluation.page.tsx';
import { t } from './evaluation.sentences.ts';
import { SIGNS } from './evaluation.ts';
import { evaluationAddress } from './evaluation-address.ts';
import { matchingSaid } from './matching/matching.section.tsx';

/** What the form shows first: the question of the version before. */
export function questionValues(view: EvaluationView): Values {
  const last = view.registrations[0]?.content.question;
  return last ? { ...last } : { primaryOutcome: view.mapping?.outcomes[0] };
}

export function questionPage(props: {
  readonly view: EvaluationView;
  readonly values: Values;
  readonly errors: readonly FieldError[];
}): Page {
  const { view } = props;
  const words = t().question;
  const title = view.state === 'revising' ? words.again : words.title;
  const isOpen = view.open.includes('register') || view.open.includes('registerAgain');
  return {
    title,
    lead: words.lead,
    status: <EvaluationStatus state={view.state} />,
    crumbs: evaluationCrumbs(view, title),
    side: evaluationSide(view, 'question'),
    synthetic: view.synthetic,
    body: isOpen ? (
      <>
        <Reminder view={view} />
        <QuestionForm {...props} />
      </>
    ) : (
      <>
        <Alert kind="info">{view.mapping ? t().design.computing : t().design.missing}</Alert>
        <ButtonLink href={evaluationAddress(view.id, view.mapping ? 'plan' : 'colonnes')}>
          {view.mapping ? t().overview.next.design : t().overview.next.columns}
        </ButtonLink>
      </>
    ),
  };
}

/** The sample and the detectable effects stand over the question: nobody registers without having them before their eyes. */
function Reminder({ view }: { view: EvaluationView }): VNode | null {
  const look = view.design?.look;
  if (!look) return null;
  const words = t().question;
  const write = numbers();
  const sum = (cohorts: readonly { readonly units: number }[]) =>
    formatNumber(cohorts.reduce((total, { units }) => total + units, 0));
  return (
    <Callout title={words.reminder}>
      <ul>
        <li>{words.sample(sum(look.cohorts), sum(look.cohorts.filter(({ g }) => g !== 0)))}</li>
        {view.options.matching ? <li>{matchingSaid(view.options.matching)}</li> : null}
        {look.power.map(({ outcome, overall }) => (
          <li key={outcome}>
            {overall ? words.detectable(outcome, write.effect(overall.minimum)) : words.unknownDetectable(outcome)}
          </li>
        ))}
      </ul>
      <p>
        <a href={evaluationAddress(view.id, 'plan')}>{t().overview.next.design}</a>
      </p>
    </Callout>
  );
}

function QuestionForm({ view, values, errors }: Parameters<typeof questionPage>[0]): VNode {
  const words = t().question;
  return (
    <Form
      action={evaluationAddress(view.id, 'question')}
      values={values}
      errors={errors}
      submit={{ label: view.state === 'revising' ? words.again : words.submit, icon: 'seal', confirm: words.confirm }}
      cancel={{ href: evaluationAddress(view.id) }}
      consequence={words.consequence}
    >
      {view.state === 'revising' ? <TextareaField name="reason" label={words.reason} rows={2} /> : null}
      <TextareaField name="effect" label={words.effect} hint={words.effectHint} rows={2} />
      <TextareaField name="population" label={words.population} hint={words.populationHint} rows={2} />
      <RadioField
        name="primaryOutcome"
        label={words.primary}
        choices={(view.mapping?.outcomes ?? []).map((outcome) => ({ value: outcome, label: outcome }))}
      />
      <RadioField
        name="expectedSign"
        label={words.sign}
        choices={SIGNS.map((sign) => ({ value: sign, label: words.signs[sign] }))}
      />
      <TextareaField name="use" label={words.use} hint={words.useHint} rows={3} />
    </Form>
  );
}
