import type { VNode } from 'preact';
import { formatDay } from '#kit/say.ts';
import { Alert, CheckboxField, TextField } from '#kit/web/ui/index.ts';
import { DocumentToSign } from './document-to-sign.tsx';
import { t } from './signature.sentences.ts';

/** Where a link stands when somebody opens it. */
export type LinkReading =
  | { readonly state: 'changed' }
  | { readonly state: 'closed' }
  | { readonly state: 'signed'; readonly on: string }
  | {
      readonly state: 'open';
      readonly signatory: string;
      readonly pdfDigest: string;
      readonly textDigest: string;
      readonly frozenOn: string;
      readonly vote: { readonly number: string; readonly heldOn: string } | null;
    };

/** Above the form of a link: the exact PDF with its digest, or why the link no longer signs. */
export function LinkContent({ reading, path }: { reading: LinkReading; path: string }): VNode {
  const words = t().link;
  if (reading.state === 'changed') return <Alert kind="warning">{words.changed}</Alert>;
  if (reading.state === 'closed') return <Alert kind="info">{words.closed}</Alert>;
  if (reading.state === 'signed') return <Alert kind="info">{words.signed(formatDay(reading.on))}</Alert>;
  return (
    <>
      <DocumentToSign
        href={`${path}/document`}
        pdfDigest={reading.pdfDigest}
        textDigest={reading.textDigest}
        frozenOn={reading.frozenOn}
        vote={reading.vote && t().evidence.voteOf(reading.vote.number, formatDay(reading.vote.heldOn))}
      />
      <Alert kind="info">{words.personal(reading.signatory)}</Alert>
    </>
  );
}

/** What the person fills in to sign by their link. */
export const LinkFields = (): VNode => (
  <>
    <CheckboxField name="read" label={t().sign.read} required />
    <TextField name="name" label={t().sign.name} hint={t().sign.nameHint} autocomplete="name" />
  </>
);
