import type { ComponentChildren } from 'preact';
import { addDays, type Day } from '#kit/period.ts';
import type { Page } from '#kit/web/page.ts';
import type { Filled } from '#kit/web/route.ts';
import { DateField, FieldRow, Form, NumberField, RadioField, SelectField, TextareaField } from '#kit/web/ui/index.ts';
import { t } from '../monitoring.sentences.ts';
import { clusterCrumbs, clusterSide } from '../objectives/objectives.page.tsx';
import { THRESHOLDS } from '../thresholds.ts';
import { STEPS } from './monitoring.rules.ts';
import { ACTS, criterionInWords, type PlanAct } from './plan.page.tsx';
import type { ClusterPlans } from './plan.query.ts';

/** The form of one act on a plan. */
export const planFormPage =
  (act: PlanAct) =>
  ({ data: view, values, errors }: Filled<ClusterPlans>): Page => {
    const words = t().plan;
    const { cluster } = view;
    const back = `/poles/${cluster.id}/suivi`;
    const path = ACTS.find(([, name]) => name === act)![2];
    const consequence = words.consequence[act];
    return {
      title: words.acts[act],
      crumbs: [
        ...clusterCrumbs(cluster, words.short).slice(0, -1),
        { label: words.short, href: back },
        { label: words.acts[act] },
      ],
      side: clusterSide(cluster, view.year, 'plan'),
      synthetic: view.synthetic,
      body: (
        <Form
          action={`${back}/${path}`}
          values={values}
          errors={errors}
          submit={{ label: words.acts[act], kind: act === 'withdraw' ? 'danger' : 'primary' }}
          cancel={{ href: back }}
          consequence={
            typeof consequence === 'string'
              ? consequence
              : consequence(addDays(view.on as Day, THRESHOLDS.planReplyDays))
          }
        >
          {fieldsOf(act, view)}
        </Form>
      ),
    };
  };

const stepChoices = () =>
  STEPS.map((step) => ({ value: String(step), label: t().steps[step], hint: t().rules.stepWhat[step] }));

function fieldsOf(act: PlanAct, view: ClusterPlans): ComponentChildren {
  const words = t().plan.fields;
  switch (act) {
    case 'propose':
      return (
        <>
          <RadioField
            name="step"
            label={words.step}
            hint={words.stepHint(t().steps[view.suggestedStep as 1 | 2 | 3])}
            choices={stepChoices()}
          />
          <TextareaField name="reasons" label={words.reasons} hint={words.reasonsHint} rows={5} />
          <TextareaField name="measures" label={words.measures} hint={words.measuresHint} rows={5} required={false} />
          <NumberField name="returns" label={words.returns} required={false} />
          <FieldRow>
            <NumberField name="percent" label={words.percent} required={false} />
            <NumberField name="campaigns" label={words.campaigns} required={false} />
          </FieldRow>
          <FieldRow>
            <SelectField
              name="indicator"
              label={words.indicator}
              choices={view.indicators.map(({ key, title, unit }) => ({ value: key, label: `${title} (${unit})` }))}
              blank={words.noIndicator}
              required={false}
            />
            <NumberField name="bound" label={words.bound} required={false} />
          </FieldRow>
        </>
      );
    case 'reply':
      return <TextareaField name="reply" label={words.reply} rows={8} />;
    case 'start':
      return null;
    case 'review':
      return (
        <>
          <TextareaField name="text" label={words.text} rows={8} />
          <DateField name="reviewOn" label={words.reviewOn} />
        </>
      );
    case 'step':
      return (
        <>
          <RadioField name="step" label={t().plan.step} choices={stepChoices()} />
          <TextareaField name="reason" label={words.reason} rows={4} />
        </>
      );
    case 'exit':
      return (
        <>
          <ul>
            {view.alive?.criteria.map((one) => (
              <li key={criterionInWords(one.criterion)}>
                {criterionInWords(one.criterion)} ({one.met ? t().plan.isMet : t().plan.isNotMet})
              </li>
            ))}
          </ul>
          <TextareaField name="reason" label={words.reason} hint={words.reasonExitHint} rows={4} required={false} />
        </>
      );
    case 'withdraw':
      return <TextareaField name="reason" label={words.reason} rows={4} />;
  }
}
