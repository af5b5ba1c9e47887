import * as z from 'zod';
import { defineQuery, notFound } from '#kit/action.ts';
import { cents } from '#kit/money.ts';
import type { Day } from '#kit/period.ts';
import { actingDay, enterprisesOn } from '#rooms/registry';
import { projectPlace } from '../../place.ts';
import { FUNDERS, WRITERS } from '../../projects.roles.ts';
import { daySchema, partnerKey, projectKey } from '../../projects.schemas.ts';
import { ruleLineView, spoken } from '../calculator/funding-answer.ts';
import { fundingReferenceOf } from '../calls/call-addition.store.ts';
import { deMinimisTotal } from '../de-minimis.rules.ts';
import { projectRow } from '../project-facts.store.ts';
import { deMinimisOf } from './de-minimis.store.ts';

export const deMinimisView = z.object({
  project: z.object({ id: z.string(), acronym: z.string(), synthetic: z.boolean() }),
  on: daySchema,
  firms: z.array(
    z.object({
      partner: z.string(),
      name: z.string(),
      /** Organisations of the same undertaking in what is filed, itself included. */
      undertaking: z.int(),
      beforeCents: z.int().nullable(),
      leftCents: z.int().nullable(),
      countedFrom: daySchema.nullable(),
      line: ruleLineView,
      aids: z.array(
        z.object({
          id: z.string(),
          organisation: z.string(),
          amountCents: z.int(),
          grantedOn: daySchema,
          grantor: z.string(),
        }),
      ),
    }),
  ),
});
export type DeMinimisView = z.output<typeof deMinimisView>;

/** Running total of the small aids of each firm of a project, counted for its whole undertaking (R97). What nobody declared is not zero. */
export const getDeMinimis = defineQuery({
  name: 'projects.getDeMinimis',
  title: {
    fr: 'Lire les aides de minimis des entreprises d’un projet',
    en: 'Read the de minimis aid of a project’s firms',
  },
  path: '/projects/{project}/de-minimis',
  permission: { who: [...WRITERS, ...FUNDERS], where: projectPlace },
  input: z.object({ project: projectKey, partner: partnerKey.optional() }),
  output: deMinimisView,
  async run(ctx, { project: id, partner }) {
    const on = await actingDay(ctx.sql, ctx.today);
    const project = await projectRow(ctx.sql, id);
    const firms = project?.partners.filter((one) => one.kind === 'firm' && (!partner || one.id === partner)) ?? [];
    if (!project || (partner && firms.length === 0)) throw notFound();
    const enterprises = await enterprisesOn(
      ctx.sql,
      on,
      firms.map(({ organisation }) => organisation),
    );
    const units = new Map(firms.map((firm) => [firm.id, enterprises.get(firm.organisation)!.units]));
    const aids = await deMinimisOf(ctx.sql, [...new Set([...units.values()].flat())]);
    const { stateAid } = await fundingReferenceOf(ctx.sql);
    return {
      project: { id, acronym: project.acronym, synthetic: project.synthetic },
      on,
      firms: firms.map((firm) => {
        const own = aids.filter((aid) => units.get(firm.id)!.includes(aid.organisation_id));
        const total = deMinimisTotal(stateAid, {
          undertaking: firm.id,
          grantOn: on,
          askedCents: cents(0),
          grants:
            own.length === 0
              ? null
              : own.map((aid) => ({
                  undertaking: firm.id,
                  grantedOn: aid.granted_on as Day,
                  cents: cents(aid.amount_cents),
                })),
          firstMonthOfFiscalYear: null,
        });
        const { sentence, figures, ...line } = total.line;
        return {
          partner: firm.id,
          name: firm.name,
          undertaking: units.get(firm.id)!.length,
          beforeCents: total.beforeCents,
          leftCents: total.leftCents,
          countedFrom: total.countedFrom,
          line: { ...line, figures: [...figures], ...spoken(sentence) },
          aids: own.map((aid) => ({
            id: aid.id,
            organisation: aid.organisation,
            amountCents: aid.amount_cents,
            grantedOn: aid.granted_on as Day,
            grantor: aid.grantor,
          })),
        };
      }),
    };
  },
});
