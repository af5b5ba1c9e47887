import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { formatCents, formatInstant, say } from '#kit/say.ts';
import type { FieldError } from '#kit/web/page.ts';
import {
  addClauses,
  eraseClause,
  openText,
  rewriteClauses,
  TEXT_REFUSALS,
  type TextContext,
} from '../clause/change-clause.ts';
import { clausesOf } from '../clause/clause.store.ts';
import { type Clause, type ClauseContents, COST_NATURES, ofKind } from '../clause/clause.ts';
import { findContract, partiesOf } from '../contract.store.ts';
import { refusing } from '../contracts.refusals.ts';
import { WRITERS } from '../contracts.roles.ts';
import { CENTS, contractKey, optionalText, partyKey } from '../contracts.schemas.ts';
import { contractPlace } from '../place.ts';
import { type StrategyRefusal, strategyRefusing, strategySentence } from './strategy.refusals.ts';
import { yearsOf } from './strategy-clause.rules.ts';

/** The revision that the person had read; 0 where nothing stood. */
const revision = z.int().min(0).default(0);
const year = z.int().min(2000).max(2100);
/** Null leaves the cell empty, and takes away what stood there. */
const amountCents = CENTS.nullable();

const cell = z.object({ party: partyKey, nature: z.enum(COST_NATURES), year, amountCents, revision });
const budgetCell = z.object({ year, amountCents, revision });
type Cell = z.output<typeof cell>;
type BudgetCell = z.output<typeof budgetCell>;

/**
 * The whole financing plan in one act: every cell that is given, all of them or none. Cells that say what already stands are left alone, so
 * that a grid may be sent as it is on the screen.
 */
export const setCommitments = defineAction({
  name: 'contracts.setCommitments',
  title: { fr: 'Enregistrer le plan de financement', en: 'Save the financing plan' },
  method: 'PUT',
  path: '/contracts/{contract}/financing-plan',
  permission: { who: WRITERS, where: contractPlace },
  input: z.object({
    contract: contractKey,
    cells: z.array(cell).max(1_000).default([]),
    /** Running costs of each year, all funders together. */
    budgets: z.array(budgetCell).max(50).default([]),
    reason: optionalText,
  }),
  output: z.object({ contract: z.string(), changed: z.int() }),
  refusals: { ...refusing(...TEXT_REFUSALS), ...strategyRefusing('CELLS_WRONG', 'NOTHING_CHANGED') },
  async run(ctx, { contract: id, cells, budgets, reason }) {
    const edition = await openText(ctx, id);
    const contract = (await findContract(ctx.sql, id))!;
    const clauses = await clausesOf(ctx.sql, edition.id);
    const plan = planned(
      { cells, budgets },
      {
        commitments: ofKind(clauses, 'commitment'),
        budgets: ofKind(clauses, 'budget'),
        parties: new Map((await partiesOf(ctx.sql, edition.id)).map((party) => [party.id, party.name])),
        years: yearsOf(contract),
      },
    );
    if (plan.errors.length > 0) ctx.refuse('CELLS_WRONG', { fields: plan.errors });
    if (plan.changes.length === 0) ctx.refuse('NOTHING_CHANGED');
    await writeCells(ctx, edition.id, plan.changes, reason);
    ctx.record({
      object: { kind: 'contract', id },
      reason: reason ?? null,
      before: plan.changes.map(({ cell: given, present }) => ({ ...given, amountCents: amountOf(present) })),
      after: plan.changes.map(({ cell: given }) => given),
    });
    return { contract: id, changed: plan.changes.length };
  },
});

type Money = Clause<'commitment'> | Clause<'budget'>;

interface Change {
  readonly cell: Omit<Cell, 'revision'> | Omit<BudgetCell, 'revision'>;
  readonly present: Money | undefined;
}

interface Known {
  readonly commitments: readonly Clause<'commitment'>[];
  readonly budgets: readonly Clause<'budget'>[];
  /** Names by id. */
  readonly parties: ReadonlyMap<string, string>;
  readonly years: { readonly from: number; readonly to: number };
}

const amountOf = (present: Money | undefined): number | null =>
  present === undefined
    ? null
    : present.kind === 'budget'
      ? present.content.runningCostsCents
      : present.content.amountCents;

/** What the given cells change, and everything that is wrong with them, cell by cell: `cells.3.party`. */
function planned(
  given: { readonly cells: readonly Cell[]; readonly budgets: readonly BudgetCell[] },
  known: Known,
): { readonly changes: Change[]; readonly errors: FieldError[] } {
  const errors: FieldError[] = [];
  const changes: Change[] = [];
  const seen = new Set<string>();
  const take = (field: string, one: Cell | BudgetCell, present: Money | undefined) => {
    const { revision: read, ...content } = one;
    const fault =
      outsideContract(one.year, known.years) ??
      ('party' in one && !known.parties.has(one.party) ? unknownParty(one.party, known) : null);
    const key = 'party' in one ? `${one.party} ${one.year} ${one.nature}` : String(one.year);
    const twice = seen.has(key);
    seen.add(key);
    if (fault) errors.push({ field, message: fault });
    else if (twice) errors.push({ field, message: told('CELL_TWICE') });
    else if (amountOf(present) === one.amountCents) return;
    else if ((present?.revision ?? 0) !== read) errors.push({ field, message: changedMeanwhile(present) });
    else changes.push({ cell: content, present });
  };
  for (const [index, one] of given.cells.entries()) {
    const present = known.commitments.find(
      ({ content }) => content.party === one.party && content.year === one.year && content.nature === one.nature,
    );
    take(`cells.${index}.amountCents`, one, present);
  }
  for (const [index, one] of given.budgets.entries())
    take(
      `budgets.${index}.amountCents`,
      one,
      known.budgets.find(({ content }) => content.year === one.year),
    );
  return { changes, errors };
}

const told = (code: StrategyRefusal, marks: Record<string, string> = {}): string =>
  say(strategySentence(code)).replace(/\{(\w+)\}/g, (mark, key: string) => marks[key] ?? mark);

function outsideContract(asked: number, { from, to }: Known['years']): string | null {
  if (asked >= from && asked <= to) return null;
  return told('YEAR_OUTSIDE_CONTRACT', { year: String(asked), from: String(from), to: String(to) });
}

const unknownParty = (party: string, { parties }: Known): string =>
  told('UNKNOWN_PARTY', { party, parties: [...parties.values()].join(', ') });

const changedMeanwhile = (present: Money | undefined): string =>
  present === undefined
    ? told('CELL_GONE')
    : told('CELL_CHANGED', {
        who: present.changedBy,
        amount: formatCents(amountOf(present)!),
        at: formatInstant(present.changedAt),
      });

type CommitmentContent = ClauseContents['commitment'];
type BudgetContent = ClauseContents['budget'];

/** The content of a cell that has an amount; a note that stood beside the amount stays. */
function contentOf({ cell, present }: Change): CommitmentContent | BudgetContent {
  const note = present?.content.note ?? '';
  const amount = cell.amountCents!;
  return 'party' in cell
    ? { party: cell.party, year: cell.year, nature: cell.nature, amountCents: amount, note }
    : { year: cell.year, runningCostsCents: amount, note };
}

/** In as few statements as the kinds of change there are, whatever the size of the grid. */
async function writeCells(
  ctx: TextContext,
  editionId: string,
  changes: readonly Change[],
  reason: string | null | undefined,
): Promise<void> {
  for (const { cell, present } of changes)
    if (cell.amountCents === null && present) await eraseClause(ctx, editionId, present.id, present.revision, reason);
  const kept = changes.filter(({ cell }) => cell.amountCents !== null);
  const changed = kept.flatMap((change) =>
    change.present ? [{ before: change.present, content: contentOf(change) }] : [],
  );
  await rewriteClauses(ctx, editionId, changed, reason);
  const added = kept.filter(({ present }) => present === undefined).map(contentOf);
  const isCommitment = (content: CommitmentContent | BudgetContent): content is CommitmentContent => 'party' in content;
  await addClauses(ctx, editionId, 'commitment', added.filter(isCommitment), reason);
  const budgets = added.filter((content): content is BudgetContent => !isCommitment(content));
  await addClauses(ctx, editionId, 'budget', budgets, reason);
}
