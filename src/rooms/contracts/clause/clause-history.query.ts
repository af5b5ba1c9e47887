import * as z from 'zod';
import { defineQuery, notFound } from '#kit/action.ts';
import { reaches } from '#rooms/registry';
import { editionInForce, editionUnderWay, partiesOf } from '../contract.store.ts';
import { headOfContract } from '../contract-head.store.ts';
import { contractHead } from '../contract-head.ts';
import { CONTRACT_READERS, WRITERS } from '../contracts.roles.ts';
import { clauseKey, contractKey } from '../contracts.schemas.ts';
import { type PassageEntry, passageEntries, passageTitle, passageWords } from '../negotiation/passage.ts';
import { contractPlace } from '../place.ts';
import { tieNames } from '../roadmap/tie-names.store.ts';
import { changesOf, clausesOf } from './clause.store.ts';
import { CLAUSE_KINDS } from './clause.ts';

const entry = z.object({ label: z.string(), before: z.string().nullable(), after: z.string().nullable() });

export const clauseHistory = z.object({
  contract: contractHead,
  clause: z.object({
    id: z.string(),
    kind: z.enum(CLAUSE_KINDS),
    kindName: z.string(),
    title: z.string(),
    /** Of the passage as it stands; null when it is no longer in the text. */
    revision: z.int().nullable(),
  }),
  /** The newest first. */
  changes: z.array(
    z.object({
      id: z.string(),
      revision: z.int(),
      /** Number of the text in which it was made: 0 for the original. */
      edition: z.int(),
      at: z.date(),
      by: z.string(),
      reason: z.string().nullable(),
      what: z.enum(['added', 'changed', 'moved', 'removed']),
      /** Only what changed, field by field, in words. */
      entries: z.array(entry),
      /** The passage does not stand like this now: it can be put back. */
      differs: z.boolean(),
    }),
  ),
  /** The reader may put a version back now. */
  open: z.boolean(),
});
export type ClauseHistory = z.infer<typeof clauseHistory>;

/** Everything that was done to one passage, in every text of the contract. */
export const getClauseHistory = defineQuery({
  name: 'contracts.getClauseHistory',
  title: { fr: 'Lire l’historique d’un passage', en: 'Read the history of a passage' },
  path: '/contracts/{contract}/clauses/{clause}/history',
  permission: { who: CONTRACT_READERS, where: contractPlace },
  input: z.object({ contract: contractKey, clause: clauseKey }),
  output: clauseHistory,
  async run({ sql, actor }, { contract, clause: id }) {
    const underWay = await editionUnderWay(sql, contract);
    const edition = underWay ?? (await editionInForce(sql, contract));
    const clauses = edition ? await clausesOf(sql, edition.id) : [];
    const present = clauses.find((one) => one.id === id) ?? null;
    const changes = await changesOf(sql, contract, id);
    const kind = present?.kind ?? changes[0]?.kind;
    if (!kind) throw notFound();
    const parties = edition ? await partiesOf(sql, edition.id) : [];
    const names = {
      ...(await tieNames(sql, contract, clauses)),
      ...Object.fromEntries(parties.map((party) => [party.id, party.name])),
    };
    const last = present?.content ?? changes[0]?.after ?? changes[0]?.before;
    const standing = present && JSON.stringify(passageEntries(kind, present.content, names));
    const writer = reaches(actor, WRITERS, (await contractPlace(sql, { contract }))!);
    return {
      contract: (await headOfContract(sql, contract))!,
      clause: {
        id,
        kind,
        kindName: passageWords().kind[kind],
        title: passageTitle({ kind, content: last as never }, names),
        revision: present?.revision ?? null,
      },
      changes: changes.map((change) => ({
        id: change.id,
        revision: change.revision,
        edition: change.number,
        at: change.at,
        by: change.by_name,
        reason: change.reason,
        what: whatOf(change),
        entries: changedEntries(passageEntries(kind, change.before, names), passageEntries(kind, change.after, names)),
        differs: JSON.stringify(passageEntries(kind, change.after ?? change.before, names)) !== standing,
      })),
      open: writer && underWay?.state === 'open',
    };
  },
});

function whatOf({ before, after }: { before: unknown; after: unknown }) {
  if (before === null) return 'added' as const;
  if (after === null) return 'removed' as const;
  return JSON.stringify(before) === JSON.stringify(after) ? ('moved' as const) : ('changed' as const);
}

/** The fields whose words are not the same, in their order. */
export function changedEntries(before: readonly PassageEntry[], after: readonly PassageEntry[]) {
  const was = new Map(before.map((one) => [one.name, one]));
  const is = new Map(after.map((one) => [one.name, one]));
  return [...new Map([...before, ...after].map((one) => [one.name, one])).values()]
    .map(({ name, label }) => ({
      label,
      before: was.get(name)?.value ?? null,
      after: is.get(name)?.value ?? null,
    }))
    .filter((one) => one.before !== one.after);
}
