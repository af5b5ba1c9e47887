import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Services } from '#kit/context.ts';
import type { Store } from '#kit/db/database.ts';
import { perform } from '#kit/web/route.ts';
import { callBy, partlyFurnished } from '#rooms/registry';
import { editionUnderWay, partiesOf, updateContract } from '../contract.store.ts';
import { type BuiltContract, contractBuilders } from '../contracts.fixture.ts';
import { joinAnnex } from '../text/join-annex.action.ts';
import { recordDeliberation } from './record-deliberation.action.ts';
import { recordPaperSignature } from './record-paper-signature.action.ts';
import { saveSignatory } from './save-signatory.action.ts';
import { needsVote } from './signature.ts';

/** A store with its reference data, files in a folder of its own, and a clock to move by hand. */
export async function signingServices(open: () => Promise<Store>, at = '2013-05-02T10:00:00Z') {
  let now = new Date(at);
  const services = await partlyFurnished(open);
  const clock = {
    now: () => now,
    set: (to: string) => {
      now = new Date(to);
    },
  };
  const dataDir = mkdtempSync(join(tmpdir(), 'grappe-signature-'));
  return { ...services, clock, config: { ...services.config, dataDir } } satisfies Services;
}

/** A scan, as acts carry it. */
export const scan = (name = 'scan.pdf') => ({
  name,
  mediaType: 'application/pdf',
  base64: Buffer.from(`%PDF-1.4 ${name}`).toString('base64'),
});

/** A complete contract, presented to the CNI, with its annexes when they are asked. */
export async function presentedContract(
  services: Services,
  cluster = 'minalogic',
  annexes = true,
): Promise<BuiltContract> {
  const built = await contractBuilders(services).a.contract(cluster).complete().save();
  const { sql } = services.store;
  await updateContract(sql, built.contract, { state: 'presented' });
  if (annexes) await joinAnnexes(services, built.contract);
  return built;
}

/** The three documents that people join; the list of members joins itself (R24). */
export async function joinAnnexes(services: Services, contract: string): Promise<void> {
  for (const kind of ['label-letter', 'statutes', 'labelling-arrangements'] as const)
    await perform(joinAnnex, { contract, kind, file: scan(`${kind}.pdf`) }, callBy(services));
}

/** Names who signs for each party, with an address. */
export async function nameSignatories(services: Services, contract: string): Promise<void> {
  const edition = (await editionUnderWay(services.store.sql, contract))!;
  for (const { id } of await partiesOf(services.store.sql, edition.id))
    await perform(
      saveSignatory,
      { contract, party: id, name: `Camille ${id}`, title: `Signataire de ${id}`, email: `${id}@exemple.fr` },
      callBy(services),
    );
}

/** The assemblies of all the authorities approve. */
export async function approveEverywhere(services: Services, contract: string, heldOn: string): Promise<void> {
  const edition = (await editionUnderWay(services.store.sql, contract))!;
  for (const { id, kind } of await partiesOf(services.store.sql, edition.id))
    if (needsVote(kind))
      await perform(
        recordDeliberation,
        { contract, party: id, number: `2013-${id}`, heldOn, approves: true, reason: 'Essai' },
        callBy(services),
      );
}

export const signOnPaper = (services: Services, contract: string, party: string, signedOn: string) =>
  perform(
    recordPaperSignature,
    { contract, party, name: `Camille ${party}`, title: `Signataire de ${party}`, signedOn, file: scan() },
    callBy(services),
  );
