import * as z from 'zod';
import { defineQuery, notFound } from '#kit/action.ts';
import { reaches } from '#rooms/registry';
import { partiesOf } from '../contract.store.ts';
import { headOfContract } from '../contract-head.store.ts';
import { contractHead } from '../contract-head.ts';
import { CONTRACT_READERS, WRITERS } from '../contracts.roles.ts';
import { contractKey } from '../contracts.schemas.ts';
import { contractPlace } from '../place.ts';
import { contentToWrite } from './accept-proposal.action.ts';
import { proposalRow as toRow } from './comment-list.ts';
import { PROPOSAL_STATES } from './negotiation.ts';
import { proposalRow } from './negotiation-reading.ts';
import { findProposal, proposalsOf } from './proposal.store.ts';
import { discussedText, namesIn, seatAt } from './table.ts';

/** The proposals of change on a contract, those to examine first. */
export const listProposals = defineQuery({
  name: 'contracts.listProposals',
  title: { fr: 'Propositions de changement d’un contrat', en: 'Proposals of change of a contract' },
  path: '/contracts/{contract}/proposals',
  permission: { who: CONTRACT_READERS, where: contractPlace },
  input: z.object({
    contract: contractKey,
    clause: z.string().max(80).optional(),
    state: z.enum(PROPOSAL_STATES).optional(),
  }),
  output: z.object({ contract: contractHead, proposals: z.array(proposalRow) }),
  async run({ sql, actor }, { contract, clause, state }) {
    const { edition, clauses } = await discussedText(sql, contract);
    const names = await namesIn(sql, contract, clauses, await partiesOf(sql, edition.id));
    const rows = await proposalsOf(sql, contract, clause);
    return {
      contract: (await headOfContract(sql, contract))!,
      proposals: rows
        .filter((row) => state === undefined || row.state === state)
        .map((row) => toRow(row, { clauses, names, actor })),
    };
  },
});

export const proposalDetail = z.object({
  contract: contractHead,
  proposal: proposalRow,
  /** The text that its author had read; nothing for a new passage. */
  base: z.unknown(),
  /** What is proposed; nothing to remove the passage. */
  proposed: z.unknown(),
  /** The text of today; nothing when it was removed, or does not exist yet. */
  present: z.unknown(),
  presentRevision: z.int().nullable(),
  /** Who changed it last, when it moved since the proposal. */
  presentBy: z.string().nullable(),
  /** What accepting it now would write: the text of today with what the proposal changes. Null to remove, or when the two do not hold together. */
  result: z.unknown(),
  /** Fields that both changed: there the proposal would win. */
  conflicts: z.array(z.string()),
  /** Why the two do not hold together. */
  unfit: z.string().nullable(),
  names: z.record(z.string(), z.string()),
  may: z.object({ accept: z.boolean(), refuse: z.boolean(), withdraw: z.boolean() }),
});
export type ProposalDetail = z.output<typeof proposalDetail>;

/** One proposal with the texts that it speaks of: the one read, the one proposed, the one of today. */
export const getProposal = defineQuery({
  name: 'contracts.getProposal',
  title: { fr: 'Une proposition de changement', en: 'A proposal of change' },
  path: '/contracts/{contract}/proposals/{proposal}',
  permission: { who: CONTRACT_READERS, where: contractPlace },
  input: z.object({ contract: contractKey, proposal: z.string().min(1).max(80) }),
  output: proposalDetail,
  async run(ctx, { contract, proposal: id }) {
    const { sql, actor } = ctx;
    const row = await findProposal(sql, contract, id);
    if (!row) throw notFound();
    const { edition, clauses } = await discussedText(sql, contract);
    const names = await namesIn(sql, contract, clauses, await partiesOf(sql, edition.id));
    const present = clauses.find((clause) => clause.id === row.clause_id) ?? null;
    const written = row.act === 'remove' || row.state !== 'open' ? null : contentToWrite(row, present);
    const { place } = await seatAt(ctx, contract);
    const writes = reaches(actor, WRITERS, place) && row.state === 'open';
    const summary = toRow(row, { clauses, names, actor });
    return {
      contract: (await headOfContract(sql, contract))!,
      proposal: summary,
      base: row.base,
      proposed: row.content,
      present: present?.content ?? null,
      presentRevision: present?.revision ?? null,
      presentBy: summary.moved && present ? present.changedBy : null,
      result: written?.ok ? written.value : null,
      conflicts: written?.ok ? [...written.conflicts] : [],
      unfit: written && !written.ok ? written.what : null,
      names,
      may: {
        accept:
          writes &&
          edition.state === 'open' &&
          edition.id === row.edition_id &&
          (row.act === 'add' || present !== null) &&
          (written === null || written.ok),
        refuse: writes,
        withdraw: row.state === 'open' && row.author_id === actor.id,
      },
    };
  },
});
