import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { formatInstant } from '#kit/say.ts';
import { openText, rewriteClauses, TEXT_REFUSALS } from '../clause/change-clause.ts';
import { lockClauses } from '../clause/clause.store.ts';
import { ofKind } from '../clause/clause.ts';
import { findContract } from '../contract.store.ts';
import { refusing } from '../contracts.refusals.ts';
import { WRITERS } from '../contracts.roles.ts';
import { clauseKey, contractKey, optionalText, revisionRead } from '../contracts.schemas.ts';
import { passageWords } from '../negotiation/passage.ts';
import { contractPlace } from '../place.ts';
import { everyYear } from '../strategy/strategy-clause.rules.ts';
import { faultFields, roadmapRefusing } from './roadmap.refusals.ts';
import { type CellEdit, editedTargets, type Stamp } from './target-grid.rules.ts';
import { targetWords } from './target-value.rules.ts';

/** More cells than a contract of 300 indicators has. */
const MOST_CELLS = 2_000;

/**
 * Sets many targets at once, all or nothing: a cell that is wrong, or that somebody changed since it was read, leaves the others unwritten, and each says
 * why (`targets.<indicator>.<year>`). A target that was set and changes asks one reason for all.
 */
export const setTargets = defineAction({
  name: 'contracts.setTargets',
  title: { fr: 'Fixer des cibles', en: 'Set targets' },
  path: '/contracts/{contract}/targets',
  permission: { who: WRITERS, where: contractPlace },
  input: z.object({
    contract: contractKey,
    reason: optionalText,
    cells: z
      .array(
        z.object({
          indicator: clauseKey,
          /** Revision of the indicator that was read. */
          revision: revisionRead,
          year: z.int().min(2000).max(2100),
          /** Euro cents for an amount, per cent for a ratio, 1 or 0, the rank of a level; null removes the target. */
          value: z.number().finite().nullable(),
        }),
      )
      .max(MOST_CELLS),
  }),
  output: z.object({
    contract: z.string(),
    /** Cells that changed. */
    changed: z.int(),
    indicators: z.array(z.object({ indicator: z.string(), revision: z.int() })),
  }),
  refusals: {
    ...refusing(...TEXT_REFUSALS),
    ...roadmapRefusing('TARGETS_REFUSED', 'REASON_REQUIRED', 'NOTHING_CHANGED'),
  },
  async run(ctx, { contract, reason, cells }) {
    const edition = await openText(ctx, contract);
    const { starts_on, ends_on } = (await findContract(ctx.sql, contract))!;
    const years = everyYear({ starts_on, ends_on: edition.ends_on ?? ends_on });
    const held = ofKind(await lockClauses(ctx.sql, edition.id, indicatorsOf(cells)), 'indicator');
    const stamp: Stamp = ({ changedBy, changedAt, content }, year) => ({
      who: changedBy,
      at: formatInstant(changedAt),
      value: targetWords(content.targets[year] ?? null, content, passageWords()),
    });
    const { faults, edits, revised } = editedTargets(held, cells, years, stamp);
    if (faults.length > 0)
      ctx.refuse('TARGETS_REFUSED', { with: { count: faults.length }, fields: faultFields(faults) });
    if (edits.length === 0) ctx.refuse('NOTHING_CHANGED');
    if (revised.length > 0 && !reason)
      ctx.refuse('REASON_REQUIRED', { field: 'reason', with: { what: revised.join(', ') } });
    await rewriteClauses(ctx, edition.id, edits, reason);
    ctx.record({
      object: { kind: 'contract', id: contract },
      reason,
      before: edits.map(({ before }) => ({ clause: before.id, targets: before.content.targets })),
      after: edits.map(({ before, content }) => ({ clause: before.id, targets: content.targets })),
    });
    return {
      contract,
      changed: edits.reduce((sum, edit) => sum + edit.years.length, 0),
      indicators: edits.map(({ before }) => ({ indicator: before.id, revision: before.revision + 1 })),
    };
  },
});

const indicatorsOf = (cells: readonly CellEdit[]): string[] => [...new Set(cells.map(({ indicator }) => indicator))];
