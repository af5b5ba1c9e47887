import type { VNode } from 'preact';
import { formatDay } from '#kit/say.ts';
import { ButtonLink, DescriptionList, Section } from '#kit/web/ui/index.ts';
import { Digest } from '../life/contract.marks.tsx';
import { t } from './signature.sentences.ts';

/** What a person who signs sees: the PDF, its digest, what is kept of the act. */
export function DocumentToSign(props: {
  readonly href: string;
  readonly pdfDigest: string;
  readonly textDigest: string;
  readonly frozenOn: string;
  readonly vote: string | null;
}): VNode {
  const words = t().sign;
  return (
    <Section title={words.document}>
      <p>
        <ButtonLink href={props.href} kind="secondary" icon="document">
          {words.open}
        </ButtonLink>
      </p>
      <DescriptionList
        items={[
          { term: words.frozenOn, description: formatDay(props.frozenOn) },
          { term: words.digest, description: <Digest digest={props.pdfDigest} /> },
          { term: words.textDigest, description: <Digest digest={props.textDigest} /> },
          ...(props.vote ? [{ term: words.vote, description: props.vote }] : []),
        ]}
      />
    </Section>
  );
}
