import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { type Day, day } from '#kit/period.ts';
import { formatCents, formatDay } from '#kit/say.ts';
import { projectPlace } from '../../place.ts';
import { DECIDERS } from '../../projects.roles.ts';
import { CENTS, daySchema, optionalText, partnerKey, projectKey } from '../../projects.schemas.ts';
import { computeAid } from '../aid-calculator.ts';
import { eligibility } from '../eligibility.rules.ts';
import { fundingCase } from '../funding-case.ts';
import { lastDayToFinalise } from '../funding-window.ts';
import { saveGrants } from './application.store.ts';
import { applicationKey } from './application.ts';
import { decidesTwice } from './decide-application.actions.ts';
import { refusing } from './files.refusals.ts';
import { t } from './files.sentences.ts';
import { ceilingsOf, grantFault } from './grant.rules.ts';
import { enterState, holdFile, requireDecider, stateAfter } from './move-file.ts';
import { besides, rulesApplied } from './rules-applied.ts';

/**
 * Selects a file and grants an amount to its partners, none above the highest aid computed on that day; what applied is kept on the row. The selection
 * lapses after six months without an agreement (R76), and the last day is written now.
 */
export const selectApplication = defineAction({
  name: 'projects.selectApplication',
  title: { fr: 'Retenir un dossier de financement', en: 'Select a funding file' },
  path: '/projects/{project}/applications/{fundingApplication}/selection',
  permission: { who: DECIDERS, where: projectPlace },
  input: z.object({
    project: projectKey,
    fundingApplication: applicationKey,
    grants: z.array(z.object({ partner: partnerKey, grantedCents: CENTS })).max(60),
    /** Day of the announcement; today when left out. */
    announcedOn: daySchema.nullish(),
    /** Wanted when a rule is not met. */
    reason: optionalText,
  }),
  output: z.object({ project: z.string(), fundingApplication: z.string(), lapsesAfter: daySchema.nullable() }),
  refusals: refusing(
    'NOT_YOUR_FILE',
    'FILE_STATE',
    'CALL_UNKNOWN',
    'DAY_IMPOSSIBLE',
    'PARTNER_UNKNOWN',
    'PARTNER_TWICE',
    'ABOVE_ASKED',
    'ABOVE_CEILING',
    'NOTHING_GRANTED',
    'UNMET_UNEXPLAINED',
  ),
  async run(ctx, { grants, announcedOn, reason = null, ...named }) {
    const { application, on: today } = await holdFile(ctx, named);
    await requireDecider(ctx, application);
    const on: Day = announcedOn ?? today;
    const asked = { project: named.project, application: application.id, on };
    const found = await fundingCase(ctx.sql, asked);
    if (!found) return ctx.refuse('CALL_UNKNOWN', { with: { call: application.call_id } });
    const { reference, call, facts } = found;
    const state = stateAfter(ctx, application, 'select', {
      firstDecisionIsTaken: !decidesTwice(call) || application.state === 'eligible',
    });
    const earliest = day(application.eligible_on ?? application.submitted_on!);
    if (on > today || on < earliest)
      ctx.refuse('DAY_IMPOSSIBLE', {
        field: 'announcedOn',
        with: { from: formatDay(earliest), to: formatDay(today) },
      });
    const aid = computeAid(reference, call.id, facts);
    const ceilings = ceilingsOf(aid, besides(found));
    const fault = grantFault(grants, ceilings);
    if (fault?.fault === 'NOTHING_GRANTED') ctx.refuse('NOTHING_GRANTED');
    else if (fault?.fault === 'PARTNER_UNKNOWN')
      ctx.refuse('PARTNER_UNKNOWN', { field: `grants.${fault.grant.partner}` });
    else if (fault) {
      const { ceiling, grant } = fault;
      ctx.refuse(fault.fault, {
        field: `grants.${grant.partner}`,
        with: {
          name: ceiling.name,
          granted: formatCents(grant.grantedCents),
          asked: formatCents(ceiling.askedCents ?? 0),
          ceiling: formatCents(ceiling.cents ?? 0),
          cap: ceiling.caps.map((cap) => t().caps[cap]).join(', '),
        },
      });
    }
    const eligible = eligibility(call, facts);
    const unmet = eligible.lines.filter(({ verdict }) => verdict === 'not-met');
    if (unmet.length > 0 && !reason)
      ctx.refuse('UNMET_UNEXPLAINED', {
        field: 'reason',
        with: { rules: [...new Set(unmet.map(({ rule, check }) => rule ?? check))].join(', ') },
      });

    const lapsesAfter = lastDayToFinalise(call, on);
    const rules = rulesApplied({ aid, eligible, ceilings, on, caveats: found.caveats });
    await saveGrants(
      ctx.sql,
      application.id,
      grants.map(({ partner, grantedCents }) => ({
        partner_id: partner,
        granted_cents: grantedCents,
        ceiling_cents: ceilings.find((one) => one.partner === partner)!.cents,
      })),
    );
    await enterState(ctx, application, state, {
      on,
      reason,
      change: { selected_on: on, lapses_after: lapsesAfter, decision_reason: reason, rules_applied: rules },
    });
    ctx.record({
      object: { kind: 'project', id: named.project },
      reason,
      before: { fundingApplication: application.id, state: application.state },
      after: { fundingApplication: application.id, state, selectedOn: on, grants, lapsesAfter },
    });
    return { ...named, lapsesAfter };
  },
});
