import type { Call } from '#kit/context.ts';
import type { Sql } from '#kit/db/database.ts';
import { openFile } from '#kit/files.ts';
import { fileResponse } from '#kit/web/file-response.ts';
import { perform } from '#kit/web/route.ts';
import { type OpenedLink, offerByLink } from '#rooms/access';
import { editionUnderWay } from '../contract.store.ts';
import type { FrozenEdition } from './being-signed.ts';
import { inBothLanguages } from './notices.ts';
import { openSignatureLink } from './open-signature-link.action.ts';
import { signContract } from './sign-contract.action.ts';
import { digestOfFile, findSignatory, findStanding, lastDeliberation, standingSignature } from './signature.store.ts';
import { LinkContent, LinkFields, type LinkReading } from './signature-link.parts.tsx';

interface Bound {
  readonly contract: string;
  readonly party: string;
  readonly digest: string;
  readonly signatory: string;
}

const boundTo = ({ input }: OpenedLink): Bound => input as unknown as Bound;

/** The text that a link was sent for, while it is still the one being signed. */
async function textOf(sql: Sql, { contract, digest }: Bound): Promise<FrozenEdition | null> {
  const edition = await editionUnderWay(sql, contract);
  return edition?.state === 'signing' && edition.frozen_digest === digest ? (edition as FrozenEdition) : null;
}

async function readingOf(sql: Sql, bound: Bound): Promise<LinkReading> {
  const edition = await editionUnderWay(sql, bound.contract);
  if (edition?.state !== 'signing') return { state: 'closed' };
  const signature = await standingSignature(sql, edition.id, bound.party);
  if (signature) return { state: 'signed', on: signature.signed_on };
  const signatory = await findSignatory(sql, edition.id, bound.party);
  if (edition.frozen_digest !== bound.digest || signatory?.name !== bound.signatory) return { state: 'changed' };
  const vote = await lastDeliberation(sql, edition.id, bound.party);
  return {
    state: 'open',
    signatory: bound.signatory,
    pdfDigest: await digestOfFile(sql, edition.pdf_file_id!),
    textDigest: bound.digest,
    frozenOn: edition.frozen!.on,
    vote: vote ? { number: vote.number, heldOn: vote.held_on } : null,
  };
}

/** Notes, once, that the link was opened; whoever holds it acts as the link, on its own party only. */
async function noteOpening(link: OpenedLink, bound: Bound, call: Call): Promise<void> {
  const { sql } = call.services.store;
  const edition = await textOf(sql, bound);
  if (!edition || (await findStanding(sql, edition.id, bound.party))?.seen_at) return;
  const input = { contract: bound.contract, party: bound.party };
  const actor = {
    kind: 'link' as const,
    id: link.id,
    name: link.label,
    grants: [] as const,
    action: openSignatureLink.meta.name,
    input,
  };
  await perform(openSignatureLink, input, { ...call, actor });
}

/** Lets a contract be signed through a one-off link: the page shows the exact PDF and its digest. */
export function offerSignatureLink(): void {
  offerByLink({
    action: signContract,
    submit: inBothLanguages((words) => words.sign.submit),
    fields: () => <LinkFields />,
    afterwards: inBothLanguages((words) => words.link.afterwards),
    shows: async (link, call) => {
      const bound = boundTo(link);
      await noteOpening(link, bound, call);
      return <LinkContent reading={await readingOf(call.services.store.sql, bound)} path={link.path} />;
    },
    document: async (link, call) => {
      const { store, config } = call.services;
      const edition = await textOf(store.sql, boundTo(link));
      const opened = edition && (await openFile(store.sql, config.dataDir, edition.pdf_file_id));
      return opened ? fileResponse(opened) : null;
    },
  });
}
