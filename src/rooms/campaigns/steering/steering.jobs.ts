import { ORPCError } from '@orpc/server';
import { systemActor } from '#kit/actor.ts';
import { newId } from '#kit/ids.ts';
import type { JobContext, JobDefinition } from '#kit/jobs.ts';
import type { StillNeededCheck } from '#kit/mail.ts';
import { addDays, dayInParis, daysBetween } from '#kit/period.ts';
import { formatDay } from '#kit/say.ts';
import { perform } from '#kit/web/route.ts';
import { writeTo } from '#rooms/contracts';
import { actingDay } from '#rooms/registry';
import { allCampaigns, noteOnce } from '../campaign.store.ts';
import { peopleOfCluster } from '../people.ts';
import { returnHead } from '../return.store.ts';
import { owingClusters } from './owing.ts';
import { closeCampaign } from './run-campaign.actions.ts';
import { t } from './steering.sentences.ts';

/** Days during which late clusters may still submit before the collection closes by itself. */
export const LATE_DAYS = 30;

/** Days before the deadline at which those who did not begin are written to. */
export const REMINDER_DAYS = [21, 7, 2] as const;

/** Name of the check that a reminder carries: did nobody begin, right before it leaves? */
export const STILL_NOT_STARTED = 'campaigns.isNotStarted';

/** Every campaign of a state, on the day that acts fall on. */
async function campaignsOpen({ services, now }: JobContext) {
  const { sql } = services.store;
  const on = await actingDay(sql, dayInParis(now));
  return { on, open: (await allCampaigns(sql)).filter(({ state }) => state === 'open') };
}

const closeJob: JobDefinition = {
  name: 'campaigns.closeDue',
  title: {
    fr: 'Clore les collectes dont le délai de retard est passé',
    en: 'Close the collections whose time for late returns has passed',
  },
  cron: '20 6 * * *',
  async run(ctx) {
    const { on, open } = await campaignsOpen(ctx);
    for (const { year, dueOn } of open.filter((one) => on > addDays(one.dueOn, LATE_DAYS))) {
      const call = {
        services: ctx.services,
        actor: systemActor('Calendrier de campagne'),
        door: 'job',
        requestId: ctx.id,
      } as const;
      await perform(closeCampaign, { year }, call).catch((error: unknown) => {
        if (!(error instanceof ORPCError) || error.status >= 500) throw error;
        ctx.log.info({ year, dueOn, code: error.code }, 'campaign not closed');
      });
    }
  },
};

const remindJob: JobDefinition = {
  name: 'campaigns.remindNotStarted',
  title: {
    fr: 'Rappeler aux pôles la déclaration qu’ils n’ont pas commencée',
    en: 'Remind clusters of the return that they did not start',
  },
  cron: '30 7 * * *',
  async run(ctx) {
    const { on, open } = await campaignsOpen(ctx);
    const { store, config, random } = ctx.services;
    for (const { year, dueOn } of open) {
      const left = daysBetween(on, dueOn);
      // The nearest step reached: a worker that was stopped on the day makes up for it.
      const step = REMINDER_DAYS.toReversed().find((days) => left <= days);
      if (step === undefined || left < 0) continue;
      const waiting = (await owingClusters(store.sql, year)).filter(({ held }) => held === null);
      for (const { cluster } of waiting)
        await store.sql.transaction().execute(async (sql) => {
          const kind = `reminder-${step}`;
          if (!(await noteOnce(sql, { year, cluster: cluster.id, kind, at: ctx.now }))) return;
          const people = await peopleOfCluster(sql, cluster.id, dayInParis(ctx.now));
          const url = new URL(`/poles/${cluster.id}/declarations/${year}`, config.url).href;
          const mail = { sql, now: ctx.now, newId: (prefix: string) => newId(prefix, ctx.now, random) };
          await writeTo(
            mail,
            people,
            (name) => ({
              subject: t().mail.reminderSubject(cluster.name, year),
              lines: [t().mail.hello(name), t().mail.reminder(cluster.name, year, formatDay(dueOn), left), url],
            }),
            { check: STILL_NOT_STARTED, about: { cluster: cluster.id, year } },
          );
        });
    }
  },
};

/** A reminder leaves only while the campaign collects and nobody began. */
const isNotStarted: StillNeededCheck = async (sql, about) => {
  const { cluster, year } = about as { cluster: string; year: number };
  const head = await returnHead(sql, cluster, year);
  return head?.campaign.state === 'open' && head.held === null;
};

export const steeringJobs: readonly JobDefinition[] = [closeJob, remindJob];
export const steeringChecks: Readonly<Record<string, StillNeededCheck>> = { [STILL_NOT_STARTED]: isNotStarted };
