import type { ComponentChildren } from 'preact';
import { colon } from '#kit/say.ts';
import type { Page } from '#kit/web/page.ts';
import type { Filled } from '#kit/web/route.ts';
import { Form, HiddenField, RadioField, SelectField, TextareaField } from '#kit/web/ui/index.ts';
import { t } from './approval.sentences.ts';
import { reviewCrumbs } from './review.page.tsx';
import type { ReviewFigureView, ReviewView } from './review.ts';
import { reviewAddress } from './review-address.ts';

/** A form on one value of a return. */
export interface ValueCase {
  readonly view: ReviewView;
  readonly figure: ReviewFigureView;
}

interface Spec {
  readonly view: ReviewView;
  readonly title: string;
  readonly lead: string;
  readonly submit: string;
  readonly fields: ComponentChildren;
}

const formPage = ({ values, errors, visit }: Filled<unknown>, { view, title, lead, submit, fields }: Spec): Page => ({
  title,
  lead,
  crumbs: reviewCrumbs(view, title),
  synthetic: view.synthetic,
  body: (
    <Form
      action={visit.here}
      values={values}
      errors={errors}
      submit={{ label: submit }}
      cancel={{ href: reviewAddress(view.cluster.id, view.year), label: t().forms.cancel }}
    >
      {fields}
    </Form>
  ),
});

/** Asks about a value, or marks it to be mended: both ask for words. */
export function verdictFormPage(filled: Filled<ValueCase>, verdict: 'questioned' | 'returned'): Page {
  const words = t().forms;
  const { view, figure } = filled.data;
  const isQuestion = verdict === 'questioned';
  return formPage(filled, {
    view,
    title: isQuestion ? words.questionTitle : words.returnTitle,
    lead: (isQuestion ? words.questionLead : words.returnLead)(figure.label, figure.now),
    submit: isQuestion ? words.questionSubmit : words.returnSubmit,
    fields: (
      <>
        <HiddenField name="verdict" value={verdict} />
        <TextareaField name="reason" label={isQuestion ? words.questionReason : words.returnReason} rows={4} />
      </>
    ),
  });
}

export function replyFormPage(
  filled: Filled<ValueCase & { readonly question: ReviewFigureView['verdicts'][number] }>,
): Page {
  const words = t().forms;
  const { view, figure, question } = filled.data;
  return formPage(filled, {
    view,
    title: words.replyTitle,
    lead: words.replyLead(figure.label, question.reason),
    submit: words.replySubmit,
    fields: <TextareaField name="answer" label={words.reply} hint={words.replyHint} rows={4} />,
  });
}

export function sendBackFormPage(filled: Filled<ReviewView>): Page {
  const words = t().forms;
  const returned = filled.data.figures.filter(({ said }) => said === 'returned');
  return formPage(filled, {
    view: filled.data,
    title: words.sendBackTitle,
    lead: words.sendBackLead(returned.length),
    submit: words.sendBackSubmit,
    fields: (
      <>
        <ul>
          {returned.map(({ key, label, verdicts }) => (
            <li key={key}>
              <strong>{label}</strong>
              {colon()}
              {verdicts.at(-1)?.reason}
            </li>
          ))}
        </ul>
        <TextareaField name="reason" label={words.sendBackReason} rows={4} />
      </>
    ),
  });
}

export function opinionFormPage(filled: Filled<ReviewView>): Page {
  const words = t().forms;
  const names = t().review.opinionNames;
  return formPage(filled, {
    view: filled.data,
    title: words.opinionTitle,
    lead: words.opinionLead,
    submit: words.opinionSubmit,
    fields: (
      <>
        <SelectField
          name="party"
          label={words.party}
          choices={filled.data.mySay.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <RadioField
          name="opinion"
          label={words.opinion}
          choices={(['favourable', 'reserved', 'unfavourable'] as const).map((value) => ({
            value,
            label: names[value],
          }))}
        />
        <TextareaField name="text" label={words.opinionText} hint={words.opinionTextHint} rows={4} required={false} />
      </>
    ),
  });
}
