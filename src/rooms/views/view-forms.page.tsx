import type { FieldError, Page } from '#kit/web/page.ts';
import { CheckboxField, Form, HiddenField, TextField } from '#kit/web/ui/index.ts';
import { t } from './views.sentences.ts';

interface Props {
  readonly values: Readonly<Record<string, unknown>>;
  readonly errors: readonly FieldError[];
}

const fields = (hint?: string) => (
  <>
    <TextField name="name" label={t().name} hint={hint} maxlength={120} />
    <CheckboxField name="shared" label={t().shared} hint={t().sharedHint} required={false} />
  </>
);

/** Names a table as it is looked at, or its file. `table` is what it is called; `back` is the table. */
export function saveViewPage(
  props: Props & { address: string; table: string; file: string | null; back: string },
): Page {
  const words = t();
  const { address, table, file } = props;
  return {
    title: file ? words.saveFile(file.toUpperCase()) : words.saveTable,
    lead: table ? words.lead(table) : words.leadOfAny,
    crumbs: [{ label: words.home, href: '/' }, { label: words.mine, href: '/vues' }, { label: words.crumb }],
    body: (
      <Form
        action="/vues/nouvelle"
        values={props.values}
        errors={props.errors}
        submit={{ label: words.submit }}
        cancel={{ href: props.back }}
        narrow
      >
        <HiddenField name="address" value={address} />
        <HiddenField name="tableTitle" value={table} />
        {fields(words.nameHint)}
      </Form>
    ),
  };
}

/** Another name, shared or not. */
export function amendViewPage(props: Props & { view: { id: string; name: string; tableTitle: string } }): Page {
  const words = t();
  const { id, name, tableTitle } = props.view;
  return {
    title: words.amendTitle(name),
    lead: words.lead(tableTitle),
    crumbs: [{ label: words.home, href: '/' }, { label: words.mine, href: '/vues' }, { label: name }],
    body: (
      <Form
        action={`/vues/${id}/modifier`}
        values={props.values}
        errors={props.errors}
        submit={{ label: words.amendSubmit }}
        cancel={{ href: '/vues' }}
        narrow
      >
        {fields()}
      </Form>
    ),
  };
}
