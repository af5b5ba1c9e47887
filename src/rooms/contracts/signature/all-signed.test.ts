import { ORPCError } from '@orpc/server';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Services } from '#kit/context.ts';
import { eachStore } from '#kit/testing/store.ts';
import { perform } from '#kit/web/route.ts';
import { callBy } from '#rooms/registry';
import { clausesOf } from '../clause/clause.store.ts';
import { editionsOf, findContract, partiesOf } from '../contract.store.ts';
import { annexesOf } from '../text/annex.store.ts';
import { amendText } from './amend-text.action.ts';
import { recordDeliberation } from './record-deliberation.action.ts';
import { refuseToSign } from './refuse-to-sign.action.ts';
import { saveParty } from './save-party.action.ts';
import { sendForSignature } from './send-for-signature.action.ts';
import { deliberationsOf, signaturesOf } from './signature.store.ts';
import { needsVote } from './signature.ts';
import { hasAllAnnexes } from './signing.rules.ts';
import { joinAnnexes, presentedContract, signingServices, signOnPaper } from './signing.testing.ts';
import { withdrawFromSignature } from './withdraw-from-signature.action.ts';

const DAY = '2013-05-02';
const PARTIES = ['state-82', 'region-82', 'cluster'] as const;
/** One contract for each sequence. */
const CLUSTERS = ['minalogic', 'axelera', 'imaginove', 'lyonbiopole', 'techtera', 'tenerrdis'];

type Act =
  | { readonly act: 'vote'; readonly approves: boolean }
  | { readonly act: 'sign' | 'refuse'; readonly party: string }
  | { readonly act: 'send' | 'withdraw' | 'amend' | 'annexes' | 'force' | 'add' };

const anyAct: fc.Arbitrary<Act> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ act: fc.constant('vote' as const), approves: fc.boolean() }) },
  { weight: 8, arbitrary: fc.record({ act: fc.constant('sign' as const), party: fc.constantFrom(...PARTIES) }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('refuse' as const), party: fc.constantFrom(...PARTIES) }) },
  { weight: 4, arbitrary: fc.record({ act: fc.constant('send' as const) }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('annexes' as const) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      act: fc.constantFrom('withdraw' as const, 'amend' as const, 'force' as const, 'add' as const),
    }),
  },
);

describe.each(eachStore)('What makes a contract signed, on the $name store', ({ open }) => {
  let services: Services;
  beforeAll(async () => {
    services = await signingServices(open);
  });

  /** Does one thing somebody might try; a refusal changes nothing, a fault of the database neither. */
  async function attempt(contract: string, edition: string, act: Act): Promise<void> {
    const { sql } = services.store;
    const call = callBy(services);
    const tries: Record<Act['act'], () => Promise<unknown>> = {
      vote: () =>
        perform(
          recordDeliberation,
          {
            contract,
            party: 'region-82',
            number: 'Essai',
            heldOn: DAY,
            approves: (act as { approves: boolean }).approves,
            reason: 'Essai',
          },
          call,
        ),
      sign: () => signOnPaper(services, contract, (act as { party: string }).party, DAY),
      refuse: () => perform(refuseToSign, { contract, party: (act as { party: string }).party, reason: 'Essai' }, call),
      send: () => perform(sendForSignature, { contract }, call),
      withdraw: () => perform(withdrawFromSignature, { contract, reason: 'Essai' }, call),
      amend: async () => {
        const clause = (await clausesOf(sql, edition)).find(({ kind }) => kind === 'commitment')!;
        const content = { note: `Essai ${clause.revision}` };
        const { id, revision } = clause;
        return perform(amendText, { contract, clause: id, revision, content, reason: 'Essai', confirmed: true }, call);
      },
      annexes: () => joinAnnexes(services, contract),
      add: () => perform(saveParty, { contract, name: 'Collectivité ajoutée' }, call),
      force: () =>
        services.store.query(`update contracts.edition set state = 'signed', signed_on = '${DAY}' where id = $1`, [
          edition,
        ]),
    };
    await tries[act.act]().catch((error: unknown) => {
      if (error instanceof ORPCError && error.status >= 500) throw error;
    });
  }

  it('No sequence of acts reaches “signed” without every party, every deliberation and every annex (R22, R23, R24)', async () => {
    const clusters = [...CLUSTERS];
    let reached = 0;
    // The last sequence is one that succeeds, so that the test cannot pass on nothing.
    const complete: Act[] = [
      { act: 'annexes' },
      { act: 'send' },
      { act: 'sign', party: 'region-82' },
      { act: 'vote', approves: true },
      ...PARTIES.map((party) => ({ act: 'sign' as const, party })),
      { act: 'force' },
      { act: 'amend' },
      { act: 'withdraw' },
    ];
    const run = async (acts: readonly Act[]) => {
      const { contract, edition } = await presentedContract(services, clusters.shift()!, false);
      const { sql } = services.store;
      let signedDigest: string | null = null;
      for (const act of acts) {
        await attempt(contract, edition, act);
        const held = (await findContract(sql, contract))!;
        const text = (await editionsOf(sql, contract))[0]!;
        expect(held.state === 'signed').toBe(text.state === 'signed');
        if (signedDigest) expect([held.state, text.frozen_digest]).toEqual(['signed', signedDigest]);
        if (text.state !== 'signed') continue;
        signedDigest = text.frozen_digest;
        const signatures = (await signaturesOf(sql, edition)).filter(({ cleared_at }) => cleared_at === null);
        const votes = await deliberationsOf(sql, edition);
        for (const party of await partiesOf(sql, edition)) {
          const signature = signatures.find(({ party_id }) => party_id === party.id);
          expect(signature?.text_digest ?? null, party.id).not.toBeNull();
          if (needsVote(party.kind)) expect(votes.find(({ party_id }) => party_id === party.id)?.approves).toBe(true);
        }
        expect(hasAllAnnexes(text.frozen!.annexes)).toBe(true);
        expect(await annexesOf(sql, edition)).toHaveLength(3);
      }
      if (signedDigest) reached += 1;
    };
    await fc.assert(fc.asyncProperty(fc.array(anyAct, { minLength: 12, maxLength: 20 }), run), {
      numRuns: CLUSTERS.length - 1,
      endOnFailure: true,
    });
    await run(complete);
    expect(reached).toBeGreaterThan(0);
  });
});
