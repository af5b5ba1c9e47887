import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { enterState, freezeReturns } from '../campaign.store.ts';
import { campaignYear } from '../campaign.ts';
import { CAMPAIGN_KEEPERS } from '../campaigns.roles.ts';
import { isOwnIndicator } from '../checks/check.ts';
import { whatIsAsked } from '../filling/asked.ts';
import { cellsOf } from '../return.store.ts';
import { campaignPlace, enterCampaign } from './campaign-life.ts';
import { owingClusters } from './owing.ts';
import { fr } from './steering.fr.ts';
import { steeringRefusing } from './steering.refusals.ts';
import { declareFigures } from './validated-values.ts';

/**
 * Validates and freezes the year (R110), once every return is settled: each validated figure becomes a declared value of its indicator, and the database refuses
 * any later change. What is found wrong afterwards is an exception, named and dated.
 */
export const validateCampaign = defineAction({
  name: 'campaigns.validateCampaign',
  title: { fr: 'Valider et figer l’année', en: 'Validate and freeze the year' },
  path: '/campaigns/{year}/validation',
  permission: { who: CAMPAIGN_KEEPERS, where: campaignPlace },
  input: z.object({ year: campaignYear }),
  output: z.object({ year: z.int(), returns: z.int(), values: z.int() }),
  refusals: steeringRefusing('CAMPAIGN_STATE'),
  async run(ctx, { year }) {
    const owing = await owingClusters(ctx.sql, year);
    const { on, to } = await enterCampaign(ctx, year, 'validate', owing);
    const validated = owing.filter(({ held }) => held?.state === 'validated');
    let values = 0;
    for (const { cluster, held } of validated) {
      const { figures } = await whatIsAsked(ctx.sql, cluster.id, year);
      // Answers to questions in words are no indicators.
      const cells = (await cellsOf(ctx.sql, held!.id)).filter(({ key }) => isIndicator(key, figures.get(key)?.code));
      values += await declareFigures(
        ctx,
        cells.map((cell) => ({ cell, reason: fr.declaredInstead(year) })),
        { cluster, year, on, method: fr.method(year), synthetic: held!.synthetic },
      );
    }
    await freezeReturns(ctx.sql, year, ctx.now);
    await enterState(ctx.sql, year, to as 'validated', ctx.now);
    ctx.record({
      object: { kind: 'campaign', id: String(year) },
      after: { state: to, returns: validated.map(({ held }) => held!.id), values },
    });
    return { year, returns: validated.length, values };
  },
});

/** A code of the catalogue, or a cluster’s own indicator filed under its passage. */
const isIndicator = (key: string, code: string | null | undefined): boolean => code === key || isOwnIndicator(key);
