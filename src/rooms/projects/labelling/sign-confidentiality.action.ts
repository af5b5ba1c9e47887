import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { formatDay } from '#kit/say.ts';
import { actingDay } from '#rooms/registry';
import { daySchema } from '../projects.schemas.ts';
import { lockExpert, updateExpert } from './expert.store.ts';
import { ownExpertPlace } from './labelling.place.ts';
import { labellingRefusing } from './labelling.refusals.ts';
import { expertKey } from './labelling.ts';

/** Records the day on which an expert committed to confidentiality (R65): by the expert, or by the cluster's team that holds the signed paper. */
export const signConfidentiality = defineAction({
  name: 'projects.signConfidentiality',
  title: { fr: 'Signer l’engagement de confidentialité', en: 'Sign the confidentiality commitment' },
  path: '/project-experts/{expert}/confidentiality',
  permission: { who: 'signed-in', where: ownExpertPlace },
  input: z.object({ expert: expertKey, signedOn: daySchema.nullish() }),
  output: z.object({ expert: z.string(), cluster: z.string(), signedOn: z.string() }),
  refusals: labellingRefusing('SIGNED_AHEAD', 'ALREADY_SIGNED'),
  async run(ctx, { expert: id, signedOn }) {
    const expert = (await lockExpert(ctx.sql, id))!;
    if (expert.confidentiality_signed_on)
      ctx.refuse('ALREADY_SIGNED', { with: { day: formatDay(expert.confidentiality_signed_on) } });
    const on = await actingDay(ctx.sql, ctx.today);
    const day = signedOn ?? on;
    if (day > on) ctx.refuse('SIGNED_AHEAD', { field: 'signedOn', with: { day: formatDay(on) } });
    await updateExpert(ctx.sql, id, { confidentiality_signed_on: day });
    ctx.record({
      object: { kind: 'cluster', id: expert.cluster_id },
      after: { expert: id, confidentialitySignedOn: day },
    });
    return { expert: id, cluster: expert.cluster_id, signedOn: day };
  },
});
