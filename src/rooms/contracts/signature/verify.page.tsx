import type { VNode } from 'preact';
import { formatDay, formatInstant } from '#kit/say.ts';
import type { FieldError, Page } from '#kit/web/page.ts';
import { Alert, type AlertKind, DescriptionList, FileField, Form, Link, Section } from '#kit/web/ui/index.ts';
import { Digest } from '../life/contract.marks.tsx';
import { t } from './signature.sentences.ts';
import type { Verdict, Verification } from './verify-text.query.ts';

/** What a file turned out to be, with what its own seal says. */
export interface Verified extends Verification {
  readonly sha256: string;
  readonly sealedAt: Date | null;
  readonly certificate: string | null;
  /** Sealed by this installation. */
  readonly ours: boolean;
}

const kinds: Record<Verdict, AlertKind> = {
  'in-force': 'success',
  former: 'warning',
  'not-in-force': 'warning',
  altered: 'error',
  extended: 'error',
  unknown: 'info',
};

/** « Vérifier un contrat » : drop a PDF, learn what it is. */
export function verifyPage(found: Verified | null, errors: readonly FieldError[] = []): Page {
  const words = t().verify;
  return {
    title: words.title,
    lead: words.lead,
    crumbs: [{ label: t().home, href: '/' }, { label: words.title }],
    body: (
      <>
        {found ? <Result found={found} /> : null}
        <Form
          action="/verifier"
          errors={errors}
          submit={{ label: words.submit, icon: 'seal', kind: found ? 'secondary' : 'primary' }}
          multipart
          guard={false}
        >
          <FileField
            name="file"
            label={found ? words.another : words.file}
            hint={words.fileHint}
            formats={['.pdf']}
            maximum={words.limit}
          />
        </Form>
        <Section title={words.how}>
          <p>{words.howText}</p>
        </Section>
      </>
    ),
  };
}

function says(found: Verified): string[] {
  const words = t().verify;
  const { text, verdict } = found;
  const name = text?.cluster.name ?? '';
  const number = text?.number ?? 0;
  const signedOn = text?.signedOn ? formatDay(text.signedOn) : '';
  switch (verdict) {
    case 'in-force':
      return [words.inForce(name, number, signedOn), ...(text?.sealed ? [] : [words.unsealed])];
    case 'former':
      return [
        words.former(name, number, signedOn),
        ...(text?.supersededOn ? [words.supersededOn(formatDay(text.supersededOn))] : []),
      ];
    case 'not-in-force':
      return [words.notInForce(name, number)];
    case 'altered':
      return [words.altered];
    case 'extended':
      return [words.extended(text?.cluster.name ?? null)];
    default:
      return [words.unknown, ...(found.certificate && !found.ours ? [words.unknownSealed] : [])];
  }
}

function Result({ found }: { found: Verified }): VNode {
  const words = t().verify;
  const { text } = found;
  return (
    <Section title={words.result}>
      <Alert kind={kinds[found.verdict]} title={words.verdicts[found.verdict]} level={3} live>
        {says(found).map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </Alert>
      {text?.synthetic ? <p class="gr-synthetic">{t().evidence.synthetic}</p> : null}
      <DescriptionList
        items={[
          { term: words.digest, description: <Digest digest={found.sha256} /> },
          ...(found.sealedAt
            ? [{ term: words.sealedOn(formatInstant(found.sealedAt)), description: found.certificate }]
            : []),
        ]}
      />
      {text && (found.verdict === 'in-force' || found.verdict === 'former') ? (
        <p>
          <Link href={`/poles/${encodeURIComponent(text.cluster.id)}/contrat`}>{words.see}</Link>
        </p>
      ) : null}
    </Section>
  );
}
