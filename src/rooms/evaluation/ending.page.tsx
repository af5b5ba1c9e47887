import type { FieldError, Page } from '#kit/web/page.ts';
import type { Values } from '#kit/web/route.ts';
import { Form, TextareaField } from '#kit/web/ui/index.ts';
import { EvaluationStatus, evaluationCrumbs, evaluationSide } from './evaluation.marks.tsx';
import type { EvaluationView } from './evaluation.page.tsx';
import { t } from './evaluation.sentences.ts';
import { evaluationAddress } from './evaluation-address.ts';

interface Ending {
  readonly view: EvaluationView;
  readonly values: Values;
  readonly errors: readonly FieldError[];
}

/** Closes a registered evaluation, with the reason. */
export const closePage = ({ view, values, errors }: Ending): Page => ({
  ...frame(view, t().close.title),
  lead: t().close.lead,
  body: (
    <Form
      action={evaluationAddress(view.id, 'cloture')}
      values={values}
      errors={errors}
      submit={{ label: t().close.submit }}
      cancel={{ href: evaluationAddress(view.id) }}
      consequence={t().close.consequence}
    >
      <TextareaField name="reason" label={t().close.reason} rows={3} />
    </Form>
  ),
});

/** Asks again before an evaluation that is not registered goes, with its file. */
export const deletePage = ({ view, values, errors }: Ending): Page => ({
  ...frame(view, t().delete.title),
  lead: t().delete.lead(view.title),
  body: (
    <Form
      action={evaluationAddress(view.id, 'effacement')}
      values={values}
      errors={errors}
      submit={{ label: t().delete.submit, kind: 'danger' }}
      cancel={{ href: evaluationAddress(view.id) }}
      consequence={t().delete.consequence}
    >
      {null}
    </Form>
  ),
});

const frame = (view: EvaluationView, title: string) => ({
  title,
  status: <EvaluationStatus state={view.state} />,
  crumbs: evaluationCrumbs(view, title),
  side: evaluationSide(view, ''),
  synthetic: view.synthetic,
});
