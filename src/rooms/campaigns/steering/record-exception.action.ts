import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { say } from '#kit/say.ts';
import { actingDay, clusterId, clusterPlace, longText, shortText } from '#rooms/registry';
import { campaignYear, dayField } from '../campaign.ts';
import { CAMPAIGN_KEEPERS } from '../campaigns.roles.ts';
import { isOwnIndicator } from '../checks/check.ts';
import { cellFindings } from '../checks/check-cell.rules.ts';
import { whatIsAsked } from '../filling/asked.ts';
import { checkedCell } from '../filling/return-reading.ts';
import { cellsOf, lockReturn, returnHead } from '../return.store.ts';
import { type Answer, CELL_STATES, cellKey, returnId, sameAnswer } from '../return.ts';
import { exceptionsOf, insertException } from './exception.store.ts';
import { fr } from './steering.fr.ts';
import { steeringRefusing } from './steering.refusals.ts';
import { declareFigures } from './validated-values.ts';

/** Corrects a figure of a frozen year (R110): the frozen return stays as it is, the exception stands beside it, and the indicator gets a new declared vintage. */
export const recordException = defineAction({
  name: 'campaigns.recordException',
  title: { fr: 'Enregistrer une exception', en: 'Record an exception' },
  path: '/clusters/{cluster}/returns/{year}/exceptions',
  permission: { who: CAMPAIGN_KEEPERS, where: (sql, { cluster }) => clusterPlace(sql, cluster) },
  input: z.object({
    cluster: clusterId,
    year: campaignYear,
    key: cellKey,
    title: shortText,
    state: z.enum(CELL_STATES),
    value: z.number().nullish(),
    numerator: z.number().nullish(),
    denominator: z.number().nullish(),
    notBefore: dayField.nullish(),
    reason: longText,
    /** Who decided it. */
    authority: shortText,
    decidedOn: dayField,
  }),
  output: z.object({ exception: z.string() }),
  refusals: steeringRefusing('NOT_FROZEN', 'FIGURE_UNKNOWN', 'DECIDED_IN_FUTURE', 'FIGURE_FAULT', 'NOTHING_CHANGED'),
  async run(ctx, { cluster, year, key, title, reason, authority, decidedOn, ...given }) {
    const held = await lockReturn(ctx.sql, cluster, year);
    if (!held?.frozen_at) return ctx.refuse('NOT_FROZEN');
    const on = await actingDay(ctx.sql, ctx.today);
    if (decidedOn > on) ctx.refuse('DECIDED_IN_FUTURE', { field: 'decidedOn' });
    const id = returnId(cluster, year);
    const figure = (await whatIsAsked(ctx.sql, cluster, year)).figures.get(key);
    const cell = (await cellsOf(ctx.sql, id)).find((one) => one.key === key);
    if (!cell || !figure) return ctx.refuse('FIGURE_UNKNOWN', { field: 'key' });
    const before = (await exceptionsOf(ctx.sql, id)).find((one) => one.key === key)?.after ?? answerOf(cell);
    const known = given.state === 'known';
    const after: Answer = {
      state: given.state,
      value: known ? (given.value ?? null) : null,
      numerator: known ? (given.numerator ?? null) : null,
      denominator: known ? (given.denominator ?? null) : null,
      notBefore: given.state === 'not-known' ? (given.notBefore ?? null) : null,
      text: null,
    };
    if (sameAnswer(before, after)) ctx.refuse('NOTHING_CHANGED');
    const corrected = { ...cell, ...after, comment: reason, reasonCode: null, reasonText: '' };
    const settings = { year, today: on, reasonThreshold: Number.POSITIVE_INFINITY, publicSharePath: null };
    const [fault] = cellFindings(checkedCell(figure, corrected, null, new Map(), year), settings).filter(
      ({ severity }) => severity === 'error',
    );
    if (fault) ctx.refuse('FIGURE_FAULT', { field: fault.field, with: { reason: say(fault.sentence) } });
    const exception = ctx.newId('exception');
    await insertException(ctx.sql, {
      ...{ id: exception, return: id, key, title, before, after, reason, authority, decidedOn },
      by: { id: ctx.actor.id, name: ctx.actor.name },
      at: ctx.now,
    });
    if (figure.code === key || isOwnIndicator(key))
      await declareFigures(ctx, [{ cell: corrected, reason }], {
        cluster: (await returnHead(ctx.sql, cluster, year))!.cluster,
        year,
        on,
        method: fr.exceptionMethod(year, title),
        synthetic: held.synthetic,
      });
    ctx.record({
      object: { kind: 'return', id },
      reason,
      before: { key, ...before },
      after: { key, ...after, exception, title, authority, decidedOn },
    });
    return { exception };
  },
});

const answerOf = ({ state, value, numerator, denominator, notBefore, text }: Answer): Answer => ({
  ...{ state, value, numerator, denominator, notBefore, text },
});
