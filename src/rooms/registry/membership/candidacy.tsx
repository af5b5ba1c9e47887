import type { VNode } from 'preact';
import { formatDay } from '#kit/say.ts';
import { ButtonLink, Section } from '#kit/web/ui/index.ts';
import { t } from '../registry.sentences.ts';

/** An organisation that the reader represents and that is not a member of the cluster. */
export interface Candidate {
  readonly organisation: { readonly id: string; readonly name: string };
  /** Its application that waits for an answer. */
  readonly waiting: { readonly id: string; readonly appliedOn: string } | null;
}

export const candidacyAddress = (cluster: string, organisation: string): string =>
  `/poles/${cluster}/candidature/${organisation}`;

/** On the public page of a cluster, for who could join it: apply, or follow what was asked. */
export function Candidacy({
  cluster,
  candidates,
}: {
  cluster: string;
  candidates: readonly Candidate[];
}): VNode | null {
  const words = t().membership.candidacy;
  if (candidates.length === 0) return null;
  return (
    <Section title={words.title} lead={words.lead} id="candidature">
      {candidates.map(({ organisation, waiting }) => (
        <p key={organisation.id}>
          {waiting ? (
            <>
              {words.waiting(organisation.name, formatDay(waiting.appliedOn))}{' '}
              <a href={`/candidatures/${waiting.id}`}>{words.follow}</a>
            </>
          ) : (
            <ButtonLink kind="secondary" href={candidacyAddress(cluster, organisation.id)}>
              {words.applyFor(organisation.name)}
            </ButtonLink>
          )}
        </p>
      ))}
    </Section>
  );
}
