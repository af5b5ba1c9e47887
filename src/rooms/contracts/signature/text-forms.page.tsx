import type { Page } from '#kit/web/page.ts';
import type { Filled } from '#kit/web/route.ts';
import { Alert, DateField, DescriptionList, Form, Section, TextareaField } from '#kit/web/ui/index.ts';
import { signaturePage } from './signature.marks.tsx';
import { t } from './signature.sentences.ts';
import { boardAddress } from './signature-address.ts';
import type { BoardRow, SignatureBoard } from './signature-board.ts';

export interface TextForm {
  readonly board: SignatureBoard;
}

/** What the whole text goes through: sent, withdrawn, followed before it is signed. */
export function sendPage({ data: { board }, errors }: Filled<TextForm>): Page {
  const words = t().send;
  const gets = (row: BoardRow): string =>
    row.needsVote && !row.vote?.approves
      ? words.vote
      : row.signatory?.email
        ? words.link
        : row.kind === 'authority' && !row.metropole
          ? words.paper
          : words.account;
  return signaturePage(board.contract, {
    title: words.title,
    lead: words.lead,
    last: words.title,
    body: (
      <Form
        action={boardAddress(board.contract.id, '/envoi')}
        errors={errors}
        submit={{ label: words.submit, icon: 'lock' }}
        cancel={{ href: boardAddress(board.contract.id) }}
        consequence={words.consequence}
      >
        {board.send && !board.send.open ? (
          <Alert kind="warning" title={t().text.notYet}>
            <ul>
              {board.send.reasons.map((reason) => (
                <li key={reason}>{reason}</li>
              ))}
            </ul>
          </Alert>
        ) : null}
        <Section title={words.who}>
          <DescriptionList
            items={board.parties
              .filter(({ required }) => required)
              .map((row) => ({ term: row.name, description: gets(row) }))}
          />
        </Section>
      </Form>
    ),
  });
}

export function withdrawPage({ data: { board }, values, errors }: Filled<TextForm>): Page {
  const words = t().withdraw;
  const signed = board.parties.filter(({ signature }) => signature !== null);
  return signaturePage(board.contract, {
    title: words.title,
    lead: words.lead,
    last: words.title,
    body: (
      <Form
        action={boardAddress(board.contract.id, '/retrait')}
        values={values}
        errors={errors}
        submit={{ label: words.submit, kind: 'danger' }}
        cancel={{ href: boardAddress(board.contract.id) }}
      >
        <Alert kind={signed.length > 0 ? 'warning' : 'info'} title={words.loses}>
          {signed.length > 0 ? (
            <ul>
              {signed.map((row) => (
                <li key={row.id}>
                  {row.name}, {row.signature!.name}
                </li>
              ))}
            </ul>
          ) : (
            words.none
          )}
        </Alert>
        <TextareaField name="reason" label={words.reason} hint={words.reasonHint} />
      </Form>
    ),
  });
}

export function provisionalPage({ data: { board }, values, errors }: Filled<TextForm>): Page {
  const words = t().provisional;
  return signaturePage(board.contract, {
    title: words.title,
    lead: words.lead,
    last: words.title,
    body: (
      <Form
        action={boardAddress(board.contract.id, '/suivi-provisoire')}
        values={values}
        errors={errors}
        submit={{ label: words.submit }}
        cancel={{ href: boardAddress(board.contract.id) }}
      >
        <DateField
          name="from"
          label={words.from}
          hint={words.fromHint}
          min={board.contract.startsOn}
          max={board.contract.endsOn}
          required={false}
        />
        <TextareaField name="reason" label={words.reason} rows={3} />
      </Form>
    ),
  });
}
