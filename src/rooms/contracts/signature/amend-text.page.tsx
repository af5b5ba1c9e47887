import type { Page } from '#kit/web/page.ts';
import type { Filled } from '#kit/web/route.ts';
import { Alert, CheckboxField, DataTable, Form, HiddenField, Link, TextareaField } from '#kit/web/ui/index.ts';
import { passageWords } from '../negotiation/passage.ts';
import { PassageFields } from '../negotiation/passage-fields.tsx';
import type { PassageList } from '../negotiation/passage-list.query.ts';
import { signaturePage } from './signature.marks.tsx';
import { t } from './signature.sentences.ts';
import { boardAddress } from './signature-address.ts';

const at = (contract: string, clause = '') =>
  boardAddress(contract, `/passages${clause && `/${encodeURIComponent(clause)}`}`);

/** The passages of the text being signed: which one to change. */
export function passagesPage(list: PassageList): Page {
  const words = t().amend;
  return signaturePage(list.contract, {
    title: words.title,
    lead: words.lead,
    last: words.title,
    body: (
      <DataTable
        caption={words.caption}
        captionHidden
        quickFilter
        rows={list.passages}
        rowKey={(row) => row.id}
        columns={[
          {
            key: 'passage',
            label: words.passage,
            header: true,
            render: (row) => <Link href={at(list.contract.id, row.id)}>{row.title}</Link>,
          },
          { key: 'kind', label: words.kind, render: (row) => passageWords().kind[row.kind] },
        ]}
      />
    ),
  });
}

/** One passage to change; when signatures would fall, the page comes back with their names and a box to tick. */
export function amendTextPage({ data: list, values, errors: found }: Filled<PassageList>): Page {
  const words = t().amend;
  const chosen = list.chosen!;
  const title = list.passages.find(({ id }) => id === chosen.id)?.title ?? '';
  const errors = found.map((error) => ({ ...error, field: error.field.replace(/^content\./, '') }));
  const falls = errors.find(({ field }) => field === 'confirmed');
  return signaturePage(list.contract, {
    title: words.editTitle(title),
    lead: words.editLead,
    last: words.title,
    body: (
      <Form
        action={at(list.contract.id, chosen.id)}
        values={values}
        errors={errors}
        submit={{ label: words.submit, kind: falls ? 'danger' : 'primary' }}
        cancel={{ href: at(list.contract.id) }}
        consequence={words.consequence}
      >
        <HiddenField name="revision" value={String(values.revision ?? chosen.revision)} />
        <PassageFields kind={chosen.kind} data={list} />
        <TextareaField name="reason" label={words.reason} hint={words.reasonHint} rows={3} />
        {falls ? (
          <>
            <Alert kind="warning">{falls.message}</Alert>
            <CheckboxField name="confirmed" label={words.confirm} />
          </>
        ) : null}
      </Form>
    ),
  });
}
