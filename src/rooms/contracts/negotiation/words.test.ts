import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#kit/actor.ts';
import type { Services } from '#kit/context.ts';
import { searchJournal } from '#kit/journal.ts';
import { eachStore } from '#kit/testing/store.ts';
import { perform } from '#kit/web/route.ts';
import { callBy, partlyFurnished, refusalOf, someone } from '#rooms/registry';
import { changesOf, clausesOf } from '../clause/clause.store.ts';
import { editionUnderWay } from '../contract.store.ts';
import { contractBuilders } from '../contracts.fixture.ts';
import { saveArea } from '../strategy/save-strategy.actions.ts';
import { acceptProposal } from './accept-proposal.action.ts';
import { addComment } from './add-comment.action.ts';
import { commentsOf } from './comment.store.ts';
import { listComments } from './comment-list.query.ts';
import { getNegotiation } from './negotiation.query.ts';
import { listPassages } from './passage-list.query.ts';
import { getProposal } from './proposal-list.query.ts';
import { proposeChange } from './propose-change.action.ts';
import { refuseProposal } from './refuse-proposal.action.ts';
import { resolveComment } from './resolve-comment.action.ts';
import { withdrawComment } from './withdraw-comment.action.ts';
import { withdrawProposal } from './withdraw-proposal.action.ts';

const rhoneAlpes = { kind: 'region', id: '82@2013' } as const;
const state = someone({ role: 'state-officer', scope: rhoneAlpes });
const region = someone({ role: 'region-officer', scope: rhoneAlpes });
const auditor = someone({ role: 'auditor', scope: { kind: 'programme' } });
const director = (cluster: string) => someone({ role: 'cluster-director', scope: { kind: 'cluster', id: cluster } });

describe.each(eachStore)('Words about a project, on the $name store', ({ open }) => {
  let services: Services;
  beforeAll(async () => {
    services = await partlyFurnished(open);
  });
  const by = (actor: Actor) => callBy(services, actor);
  const built = (cluster: string) => contractBuilders(services).a.contract(cluster).complete().save();

  it('A comment is read by the circle that it names, replies by the same, and nobody outside learns that it exists', async () => {
    const { contract, clauses } = await built('minalogic');
    const team = director('minalogic');
    const say = async (actor: Actor, visibility: 'all' | 'authorities' | 'cluster') =>
      (
        await perform(
          addComment,
          { contract, clause: clauses.market[0], visibility, body: `Secret ${visibility}` },
          by(actor),
        )
      ).comment;
    const forAll = await say(state, 'all');
    const among = await say(state, 'authorities');
    const own = await say(team, 'cluster');
    const reply = await perform(addComment, { contract, thread: among, body: 'Secret repris' }, by(region));
    const seen = async (actor: Actor) =>
      (await perform(listComments, { contract }, by(actor))).threads.flatMap(({ id, replies }) => [
        id,
        ...replies.map((one) => one.id),
      ]);
    expect(new Set(await seen(state))).toEqual(new Set([forAll, among, reply.comment]));
    expect(new Set(await seen(team))).toEqual(new Set([forAll, own]));
    expect(await seen(auditor)).toEqual([forAll]);
    expect(
      (await perform(getNegotiation, { contract, comments: 'all' }, by(team))).threads.map(({ id }) => id),
    ).not.toContain(among);
    expect(
      (await perform(listPassages, { contract }, by(auditor))).passages.find(({ id }) => id === clauses.market[0]),
    ).toMatchObject({
      openComments: 1,
    });

    for (const act of [
      () => perform(addComment, { contract, thread: among, body: 'Je sais' }, by(team)),
      () => perform(resolveComment, { contract, comment: among, resolved: true }, by(team)),
      () => perform(withdrawComment, { contract, comment: own }, by(state)),
    ])
      expect(await refusalOf(act())).toMatchObject({ code: 'NOT_FOUND' });
    expect(
      await refusalOf(perform(addComment, { contract, visibility: 'authorities', body: 'Entre nous' }, by(team))),
    ).toMatchObject({ code: 'VISIBILITY_NOT_YOURS' });
    const { lines } = await searchJournal(services.store.sql, { limit: 20, action: 'contracts.addComment' } as never);
    expect(JSON.stringify(lines)).not.toContain('Secret');
  });

  it('A comment is resolved and reopened, withdrawn by its author only, and never deleted', async () => {
    const { contract } = await built('axelera');
    const team = director('axelera');
    const { comment } = await perform(addComment, { contract, body: 'Le marché visé est flou' }, by(region));
    await perform(resolveComment, { contract, comment, resolved: true }, by(team));
    const states = async () =>
      (await perform(listComments, { contract }, by(team))).threads.map(({ resolved, body }) => [
        resolved?.by ?? null,
        body,
      ]);
    expect(await states()).toEqual([[team.name, 'Le marché visé est flou']]);
    await perform(resolveComment, { contract, comment, resolved: false }, by(region));
    expect(await refusalOf(perform(withdrawComment, { contract, comment }, by(team)))).toMatchObject({
      code: 'NOT_YOUR_COMMENT',
    });
    await perform(withdrawComment, { contract, comment }, by(region));
    expect(await states()).toEqual([[null, null]]);
    const { sql } = services.store;
    expect(await commentsOf(sql, contract, ['all'])).toHaveLength(1);
    await expect(services.store.query(`delete from contracts.comment where id = '${comment}'`)).rejects.toThrow(
      'never deleted',
    );
    await expect(
      services.store.query(`update contracts.comment set body = 'autre' where id = '${comment}'`),
    ).rejects.toThrow('stays');
  });

  it('A proposal is decided by the cluster’s team, with a word when refused, and taken back by its author alone', async () => {
    const { contract, clauses } = await built('lyonbiopole');
    const team = director('lyonbiopole');
    const area = clauses.area[0]!;
    const propose = (content: Record<string, unknown>, more: object = {}) =>
      perform(
        proposeChange,
        { contract, act: 'change', kind: 'area', clause: area, revision: 1, content, reason: 'Plus précis', ...more },
        by(region),
      );
    const [{ content: held }] = (
      await clausesOf(services.store.sql, (await editionUnderWay(services.store.sql, contract))!.id)
    ).filter(({ id }) => id === area) as unknown as [{ content: Record<string, unknown> }];
    expect(await refusalOf(propose({ ...held, title: '' }))).toMatchObject({
      code: 'INVALID_INPUT',
      field: 'content.title',
    });
    expect(await refusalOf(propose(held))).toMatchObject({ code: 'NOTHING_PROPOSED' });
    const { proposal } = await propose({ ...held, title: 'Capteurs pour le bâtiment' });
    expect(await refusalOf(perform(acceptProposal, { contract, proposal }, by(region)))).toMatchObject({
      code: 'NOT_YOUR_FUNCTION',
    });
    expect(await refusalOf(perform(refuseProposal, { contract, proposal, word: '' }, by(team)))).toMatchObject({
      field: 'word',
    });
    expect(await refusalOf(perform(withdrawProposal, { contract, proposal }, by(state)))).toMatchObject({
      code: 'NOT_YOUR_PROPOSAL',
    });
    await perform(acceptProposal, { contract, proposal }, by(team));
    expect(await refusalOf(perform(refuseProposal, { contract, proposal, word: 'Trop tard' }, by(team)))).toMatchObject(
      {
        code: 'PROPOSAL_DECIDED',
        message: expect.stringContaining('acceptée'),
      },
    );
    const added = await perform(
      proposeChange,
      { contract, act: 'add', kind: 'area', content: { ...held, title: 'Robotique' }, reason: 'Manque' },
      by(state),
    );
    const { clause } = await perform(acceptProposal, { contract, proposal: added.proposal }, by(team));
    const removal = await perform(
      proposeChange,
      { contract, act: 'remove', kind: 'area', clause, revision: 1, reason: 'Double emploi' },
      by(region),
    );
    await perform(acceptProposal, { contract, proposal: removal.proposal }, by(team));
    expect(
      (await perform(listPassages, { contract }, by(team))).passages.flatMap(({ kind, title }) =>
        kind === 'area' ? [title] : [],
      ),
    ).toEqual(['Domaine d’activités stratégiques\u202f: Capteurs pour le bâtiment', expect.any(String)]);
  });

  it('When the passage moved, accepting is refused and shows three texts; seen, only what the proposal changes is written', async () => {
    const { contract, clauses } = await built('imaginove');
    const team = director('imaginove');
    const area = clauses.area[0]!;
    const content = { title: 'A', technology: 'T', market: 'M', summary: '' };
    await perform(saveArea, { contract, clause: area, revision: 1, content }, by(team));
    const { proposal } = await perform(
      proposeChange,
      {
        contract,
        act: 'change',
        kind: 'area',
        clause: area,
        revision: 2,
        content: { ...content, market: 'M2' },
        reason: 'R',
      },
      by(region),
    );
    await perform(saveArea, { contract, clause: area, revision: 2, content: { ...content, title: 'B' } }, by(team));
    expect(await refusalOf(perform(acceptProposal, { contract, proposal }, by(team)))).toMatchObject({
      code: 'CLAUSE_CHANGED',
    });
    const shown = await perform(getProposal, { contract, proposal }, by(team));
    expect([shown.base, shown.proposed, shown.present, shown.result]).toMatchObject([
      { title: 'A', market: 'M' },
      { title: 'A', market: 'M2' },
      { title: 'B', market: 'M' },
      { title: 'B', market: 'M2' },
    ]);
    expect(shown).toMatchObject({ presentRevision: 3, conflicts: [], may: { accept: true } });
    await perform(acceptProposal, { contract, proposal, revision: 3 }, by(team));
    const passages = await perform(listPassages, { contract, clause: area }, by(team));
    expect(passages.chosen).toMatchObject({ revision: 4, content: { title: 'B', market: 'M2' } });
  });

  it('No sequence of edits, proposals and acceptances loses an accepted text silently', async () => {
    const { contract, clauses } = await built('techtera');
    const team = director('techtera');
    const { sql } = services.store;
    const edition = (await editionUnderWay(sql, contract))!.id;
    const [first, second] = clauses.area as [string, string];
    const step = fc.record({
      act: fc.constantFrom('edit', 'propose', 'accept', 'accept-seen', 'refuse'),
      clause: fc.constantFrom(first, second),
      field: fc.constantFrom('title', 'market', 'technology'),
      word: fc.stringMatching(/^[a-z]{3,6}$/),
      /** The person works from an older reading than the present text. */
      stale: fc.boolean(),
      which: fc.nat(5),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 10 }), async (steps) => {
        const present = async (id: string) => (await clausesOf(sql, edition)).find((one) => one.id === id)!;
        const readings = new Map([...(await clausesOf(sql, edition))].map((one) => [one.id, [one]]));
        const waiting: string[] = [];
        /** Every text that an act said was accepted, with the revision that it said. */
        const accepted: { clause: string; revision: number; field?: string; word?: string }[] = [];
        for (const { act, clause, field, word, stale, which } of steps) {
          const now = await present(clause);
          const read = readings.get(clause)!;
          if (read.at(-1)!.revision !== now.revision) read.push(now);
          const from = stale ? read[0]! : now;
          const content = { ...(from.content as object), [field]: word } as never;
          const proposal = waiting[which % Math.max(1, waiting.length)];
          const work = {
            edit: async () => {
              const { revision } = await perform(
                saveArea,
                { contract, clause, revision: from.revision, content },
                by(team),
              );
              accepted.push({ clause, revision, field, word });
            },
            propose: async () => {
              const given = {
                contract,
                act: 'change',
                kind: 'area',
                clause,
                revision: from.revision,
                content,
                reason: 'Essai',
              } as const;
              waiting.push((await perform(proposeChange, given, by(region))).proposal);
            },
            accept: async () =>
              proposal && accepted.push(await perform(acceptProposal, { contract, proposal }, by(team))),
            'accept-seen': async () => {
              if (!proposal) return;
              const seen = await perform(getProposal, { contract, proposal }, by(team));
              const done = await perform(
                acceptProposal,
                { contract, proposal, revision: seen.presentRevision },
                by(team),
              );
              accepted.push(done);
              expect((await present(done.clause)).content).toEqual(seen.result);
            },
            refuse: async () => proposal && perform(refuseProposal, { contract, proposal, word: 'Non' }, by(team)),
          }[act];
          const before = await present(clause);
          await work().catch((error: { code?: string }) => {
            // A refusal is a sentence, never half a change.
            expect(['CLAUSE_CHANGED', 'PROPOSAL_DECIDED', 'NOTHING_PROPOSED']).toContain(error.code);
          });
          if (act === 'propose' || act === 'refuse') expect(await present(clause)).toEqual(before);
        }
        for (const id of [first, second]) {
          const history = (await changesOf(sql, contract, id)).toReversed();
          // Each change started from the very text that the one before had left: nothing was written over unread.
          for (const [index, change] of history.slice(1).entries())
            expect(change.before).toEqual(history[index]!.after);
          expect((await present(id)).content).toEqual(history.at(-1)?.after);
          for (const text of accepted.filter(({ clause }) => clause === id)) {
            const line = history.find(({ revision }) => revision === text.revision);
            expect(line).toBeDefined();
            if (text.field) expect((line!.after as Record<string, unknown>)[text.field]).toBe(text.word);
          }
        }
      }),
      { numRuns: 12 },
    );
  });
});
