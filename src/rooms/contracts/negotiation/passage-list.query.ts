import * as z from 'zod';
import { defineQuery, notFound } from '#kit/action.ts';
import { CLAUSE_KINDS } from '../clause/clause.ts';
import { findContract, partiesOf } from '../contract.store.ts';
import { headOfContract } from '../contract-head.store.ts';
import { contractHead } from '../contract-head.ts';
import { CONTRACT_READERS } from '../contracts.roles.ts';
import { contractKey } from '../contracts.schemas.ts';
import { contractPlace } from '../place.ts';
import { openThreadsByPassage } from './comment.store.ts';
import { VISIBILITIES } from './negotiation.ts';
import { namedPassage } from './passage.ts';
import { discussedText, namesIn, seatAt } from './table.ts';

export const passageList = z.object({
  contract: contractHead,
  passages: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(CLAUSE_KINDS),
      title: z.string(),
      revision: z.int(),
      /** Threads that nobody resolved, among those that the reader sees. */
      openComments: z.int(),
    }),
  ),
  /** The passage asked for, whole. */
  chosen: z
    .object({
      id: z.string(),
      kind: z.enum(CLAUSE_KINDS),
      parent: z.string().nullable(),
      revision: z.int(),
      content: z.unknown(),
    })
    .nullable(),
  names: z.record(z.string(), z.string()),
  parties: z.array(z.object({ id: z.string(), name: z.string() })),
  /** Years of the contract. */
  years: z.array(z.int()),
  /** Who the reader may address a comment to. */
  visibilities: z.array(z.enum(VISIBILITIES)),
  /** The text is being written. */
  open: z.boolean(),
});
export type PassageList = z.output<typeof passageList>;

/** The passages of the text under discussion, to be commented or changed by a proposal. */
export const listPassages = defineQuery({
  name: 'contracts.listPassages',
  title: { fr: 'Passages du texte en discussion', en: 'Passages of the text under discussion' },
  path: '/contracts/{contract}/passages',
  permission: { who: CONTRACT_READERS, where: contractPlace },
  input: z.object({ contract: contractKey, clause: z.string().max(80).optional() }),
  output: passageList,
  async run(ctx, { contract: id, clause }) {
    const { sql } = ctx;
    const { visible } = await seatAt(ctx, id);
    const { edition, clauses } = await discussedText(sql, id);
    const parties = await partiesOf(sql, edition.id);
    const names = await namesIn(sql, id, clauses, parties);
    const spoken = await openThreadsByPassage(sql, id, visible);
    const { starts_on, ends_on } = (await findContract(sql, id))!;
    const first = Number(starts_on.slice(0, 4));
    const chosen = clause === undefined ? null : clauses.find((one) => one.id === clause);
    if (chosen === undefined) throw notFound();
    return {
      contract: (await headOfContract(sql, id))!,
      passages: clauses
        .toSorted((one, other) => CLAUSE_KINDS.indexOf(one.kind) - CLAUSE_KINDS.indexOf(other.kind))
        .map((one) => ({
          id: one.id,
          kind: one.kind,
          title: namedPassage(one, names),
          revision: one.revision,
          openComments: spoken.get(one.id) ?? 0,
        })),
      chosen: chosen && {
        id: chosen.id,
        kind: chosen.kind,
        parent: chosen.parent,
        revision: chosen.revision,
        content: chosen.content,
      },
      names,
      parties: parties.map(({ id: party, name }) => ({ id: party, name })),
      years: Array.from({ length: Number(ends_on.slice(0, 4)) - first + 1 }, (_, index) => first + index),
      visibilities: [...visible],
      open: edition.state === 'open',
    };
  },
});
