import type { FieldError, Page } from '#kit/web/page.ts';
import { CheckboxField, Form, HiddenField, TextField } from '#kit/web/ui/index.ts';
import { t } from './views.sentences.ts';

/** Names the view of a table. */
export function saveViewPage(props: {
  readonly address: string;
  readonly values: Readonly<Record<string, unknown>>;
  readonly errors: readonly FieldError[];
}): Page {
  const words = t();
  return {
    title: words.title,
    lead: words.lead,
    crumbs: [{ label: words.home, href: '/' }, { label: words.title }],
    body: (
      <Form
        action="/vues/nouvelle"
        values={props.values}
        errors={props.errors}
        submit={{ label: words.submit }}
        cancel={{ href: props.address }}
        narrow
      >
        <HiddenField name="address" value={props.address} />
        <TextField name="name" label={words.name} hint={words.nameHint} maxlength={80} />
        <CheckboxField name="shared" label={words.shared} required={false} />
      </Form>
    ),
  };
}
