import * as z from 'zod';
import { defineQuery } from '#kit/action.ts';
import { clausesOf } from '../clause/clause.store.ts';
import { type Clause, ofKind } from '../clause/clause.ts';
import { inOrder } from '../clause/clause-order.rules.ts';
import { editionUnderWay } from '../contract.store.ts';
import { refusing } from '../contracts.refusals.ts';
import { WRITERS } from '../contracts.roles.ts';
import { clauseKey, contractKey } from '../contracts.schemas.ts';
import { contractPlace } from '../place.ts';
import { phaseOf } from './completeness.store.ts';
import { numbered } from './objective.rules.ts';
import { faultSentence, roadmapRefusing } from './roadmap.refusals.ts';
import { blockLines, pastedCells } from './target-grid.rules.ts';

/** Lines of one pasted block. */
const MOST_LINES = 500;

export const targetPreview = z.object({
  contract: z.string(),
  cells: z.array(
    z.object({
      indicator: z.string(),
      title: z.string(),
      unit: z.string(),
      revision: z.int(),
      year: z.int(),
      typed: z.string(),
      before: z.number().nullable(),
      /** Null removes the target; absent when what was typed cannot be read. */
      after: z.number().nullable().optional(),
      /** What is wrong with it, in words. */
      fault: z.string().nullable(),
    }),
  ),
  /** Cells of the block beyond the grid, which nothing takes. */
  outside: z.int(),
  /** First cells of lines that name no indicator of the contract. */
  unknown: z.array(z.string()),
});
export type TargetPreview = z.infer<typeof targetPreview>;

/** What a block copied from a spreadsheet would set, cell by cell, without setting anything. */
export const previewTargets = defineQuery({
  name: 'contracts.previewTargets',
  title: { fr: 'Prévisualiser des cibles collées', en: 'Preview pasted targets' },
  method: 'POST',
  path: '/contracts/{contract}/targets/preview',
  permission: { who: WRITERS, where: contractPlace },
  input: z.object({
    contract: contractKey,
    /** Cells between tabs, a line each. */
    block: z.string().max(200_000),
    /** The first cell: its indicator, and its year. */
    indicator: clauseKey.optional(),
    year: z.int().min(2000).max(2100).optional(),
  }),
  output: targetPreview,
  refusals: {
    ...refusing('NO_TEXT_UNDER_WAY'),
    ...roadmapRefusing('PASTE_EMPTY', 'PASTE_TOO_LARGE'),
  },
  async run(ctx, { contract, block, indicator, year }) {
    const lines = blockLines(block);
    if (lines.length === 0) ctx.refuse('PASTE_EMPTY', { field: 'block' });
    if (lines.length > MOST_LINES) ctx.refuse('PASTE_TOO_LARGE', { field: 'block', with: { most: MOST_LINES } });
    const edition = await editionUnderWay(ctx.sql, contract);
    if (!edition) return ctx.refuse('NO_TEXT_UNDER_WAY');
    const { years } = await phaseOf(ctx.sql, edition.id);
    const rows = indicatorsInOrder(await clausesOf(ctx.sql, edition.id));
    const byId = new Map(rows.map((row) => [row.id, row]));
    const from = { indicator: indicator ?? rows[0]?.id ?? '', year: year ?? years[0]! };
    const { cells, outside, unknown } = pastedCells(block, rows, years, from);
    return {
      contract,
      cells: cells.map(({ fault, ...cell }) => {
        const { content, revision } = byId.get(cell.indicator)!;
        return {
          ...cell,
          ...{ title: content.title, unit: content.unit, revision },
          fault: fault && faultSentence(fault),
        };
      }),
      outside,
      unknown: [...unknown],
    };
  },
});

/** The lines of the grid, in the order of the page. */
export const indicatorsInOrder = (clauses: readonly Clause[]): Clause<'indicator'>[] => {
  const below = Map.groupBy(inOrder(ofKind(clauses, 'indicator')), ({ parent }) => parent);
  return numbered(ofKind(clauses, 'objective')).flatMap(({ objective }) => below.get(objective.id) ?? []);
};
