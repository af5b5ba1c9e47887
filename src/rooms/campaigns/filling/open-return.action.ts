import * as z from 'zod';
import { defineAction, notFound } from '#kit/action.ts';
import type { Sql } from '#kit/db/database.ts';
import { type RetainedValue, recount, retainedValues } from '#rooms/indicators';
import { actingDay } from '#rooms/registry';
import { RETURN_WRITERS } from '../campaigns.roles.ts';
import { deadlineOf } from '../delay.store.ts';
import { earnsLighterReturn } from '../lighter-return.ts';
import { insertReturn, type NewCell, returnHead, writeCells } from '../return.store.ts';
import { returnId, returnKey } from '../return.ts';
import { returnLife } from '../return.workflow.ts';
import type { Asked } from './asked.rules.ts';
import { whatIsAsked } from './asked.ts';
import { fillingRefusing } from './filling.refusals.ts';
import { prefill } from './prefill.rules.ts';
import { collects, returnPlace } from './write-return.ts';

/**
 * Opens a cluster's return from its contract: what facts can count is counted now, and each figure is prefilled with what is known, so that the cluster only confirms and
 * explains. A return that is open already stays as it is.
 */
export const openReturn = defineAction({
  name: 'campaigns.openReturn',
  title: { fr: 'Ouvrir une déclaration', en: 'Open a return' },
  path: '/clusters/{cluster}/returns/{year}',
  permission: { who: RETURN_WRITERS, where: returnPlace },
  input: z.object(returnKey),
  output: z.object({
    cluster: z.string(),
    year: z.int(),
    /** False when it was open already. */
    opened: z.boolean(),
    /** Figures asked, and those that are prefilled. */
    asked: z.int(),
    prefilled: z.int(),
  }),
  refusals: fillingRefusing('CAMPAIGN_CLOSED', 'NOTHING_OWED'),
  async run(ctx, { cluster, year }) {
    const head = await returnHead(ctx.sql, cluster, year);
    if (!head) throw notFound();
    const asked = await whatIsAsked(ctx.sql, cluster, year);
    const id = returnId(cluster, year);
    if (head.held) {
      ctx.record({ object: { kind: 'return', id }, after: { opened: false } });
      return { cluster, year, opened: false, asked: asked.figures.size, prefilled: 0 };
    }
    const today = await actingDay(ctx.sql, ctx.today);
    if (!collects(head, today)) ctx.refuse('CAMPAIGN_CLOSED', { with: { year } });
    if (asked.figures.size === 0) ctx.refuse('NOTHING_OWED', { with: { year } });
    await recount(ctx.sql, { at: ctx.now, today, cluster, random: ctx.services.random });
    await insertReturn(ctx.sql, {
      id,
      cluster_id: cluster,
      year,
      contract_id: asked.contract,
      edition_id: asked.edition,
      state: returnLife.initial,
      due_on: deadlineOf(head.campaign, head.delay),
      opened_at: ctx.now,
      opened_by: ctx.actor.name,
      approver: null,
      submitted_at: null,
      answer_due_on: null,
      validated_at: null,
      frozen_at: null,
      lighter: await earnsLighterReturn(ctx, { cluster, year, on: today }),
      synthetic: asked.synthetic || head.campaign.synthetic,
    });
    const cells = await prefilledCells(ctx.sql, asked, { cluster, year });
    await writeCells(ctx.sql, id, cells, [], { at: ctx.now, by: ctx.actor });
    const prefilled = cells.filter(({ origin }) => origin !== 'empty').length;
    ctx.record({ object: { kind: 'return', id }, after: { opened: true, asked: cells.length, prefilled } });
    return { cluster, year, opened: true, asked: cells.length, prefilled };
  },
});

/** Every figure that is asked, with what is known of it. */
export async function prefilledCells(
  sql: Sql,
  { figures }: Asked,
  { cluster, year }: { readonly cluster: string; readonly year: number },
): Promise<NewCell[]> {
  const known = await retainedValues(sql, {
    indicators: [...figures.keys()],
    clusters: [cluster],
    fromYear: year - 1,
    toYear: year,
    knownAt: null,
  });
  const at = (key: string, of: number): RetainedValue | undefined =>
    known.find((one) => one.indicator === key && one.year === of);
  return [...figures.values()].map((figure) => {
    const { answer, ...rest } = prefill(figure, at(figure.key, year), at(figure.key, year - 1));
    return { key: figure.key, ...answer, ...rest, comment: '', reasonCode: null, reasonText: '', revision: 1 };
  });
}
