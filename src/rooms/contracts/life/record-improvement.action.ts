import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import type { Day } from '#kit/period.ts';
import { formatDay } from '#kit/say.ts';
import { actingDay } from '#rooms/registry';
import { lockContract } from '../contract.store.ts';
import { STATE_KEEPERS } from '../contracts.roles.ts';
import { contractKey, daySchema, longText, shortText } from '../contracts.schemas.ts';
import { contractPlace } from '../place.ts';
import { findImprovement, saveImprovement, updateImprovement } from './improvement.store.ts';
import { lifeRefusing } from './life.refusals.ts';

/** Records what an evaluation asked the cluster to improve; it is examined some months after the signature (R31). */
export const recordImprovementAxes = defineAction({
  name: 'contracts.recordImprovementAxes',
  title: { fr: 'Enregistrer les axes d’amélioration', en: 'Record the improvement axes' },
  path: '/contracts/{contract}/improvement',
  permission: { who: STATE_KEEPERS, where: contractPlace },
  input: z.object({
    contract: contractKey,
    axes: longText,
    /** The evaluation that says so. */
    source: shortText,
  }),
  output: z.object({ contract: z.string() }),
  refusals: lifeRefusing('ALREADY_EXAMINED'),
  async run(ctx, { contract, axes, source }) {
    await lockContract(ctx.sql, contract);
    const before = await findImprovement(ctx.sql, contract);
    if (before?.examined_on) ctx.refuse('ALREADY_EXAMINED', { with: { day: formatDay(before.examined_on) } });
    const on = await actingDay(ctx.sql, ctx.today);
    await saveImprovement(ctx.sql, {
      contract_id: contract,
      axes,
      source,
      recorded_on: on,
      examined_on: null,
      satisfactory: null,
      finding: null,
    });
    ctx.record({
      object: { kind: 'contract', id: contract },
      before: before && { axes: before.axes, source: before.source },
      after: { axes, source },
    });
    return { contract };
  },
});

/** Records the examination of the improvement axes and what it found (R31). An unsatisfactory one may lead to a decision on support, never by itself. */
export const recordExamination = defineAction({
  name: 'contracts.recordExamination',
  title: { fr: 'Enregistrer l’examen des axes d’amélioration', en: 'Record the examination of the improvement axes' },
  path: '/contracts/{contract}/improvement/examination',
  permission: { who: STATE_KEEPERS, where: contractPlace },
  input: z.object({ contract: contractKey, examinedOn: daySchema, satisfactory: z.boolean(), finding: longText }),
  output: z.object({ contract: z.string() }),
  refusals: lifeRefusing('NO_AXES', 'ALREADY_EXAMINED', 'EXAMINED_AHEAD'),
  async run(ctx, { contract: id, examinedOn, satisfactory, finding }) {
    const contract = (await lockContract(ctx.sql, id))!;
    const before = await findImprovement(ctx.sql, id);
    if (!before) ctx.refuse('NO_AXES');
    if (before!.examined_on) ctx.refuse('ALREADY_EXAMINED', { with: { day: formatDay(before!.examined_on) } });
    const on: Day = await actingDay(ctx.sql, ctx.today);
    if (contract.signed_on === null || examinedOn < contract.signed_on || examinedOn > on)
      ctx.refuse('EXAMINED_AHEAD', { field: 'examinedOn' });
    await updateImprovement(ctx.sql, id, { examined_on: examinedOn, satisfactory, finding });
    ctx.record({ object: { kind: 'contract', id }, after: { examinedOn, satisfactory, finding } });
    return { contract: id };
  },
});
