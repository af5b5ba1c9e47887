import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Grant } from '#kit/actor.ts';
import type { Services } from '#kit/context.ts';
import type { Store } from '#kit/db/database.ts';
import { callBy, partlyFurnished, someone } from '#rooms/registry';
import { type BuiltProject, projectBuilders } from '../projects.fixture.ts';
import { deliveryTaskKinds } from './delivery.tasks.ts';

/** A store with its reference data, files in a folder of its own, the tasks of this slice, and a clock to move by hand. */
export async function deliveryServices(open: () => Promise<Store>) {
  let now = new Date('2014-09-15T10:00:00Z');
  const clock = {
    now: () => now,
    set: (to: string) => {
      now = new Date(to);
    },
  };
  const services = await partlyFurnished(open);
  const dataDir = mkdtempSync(join(tmpdir(), 'grappe-delivery-'));
  const config = { ...services.config, dataDir };
  return { ...services, clock, config, taskKinds: deliveryTaskKinds } satisfies Services;
}

/** People around a project of Minalogic. */
export const people = (services: Services, { organisations }: BuiltProject) => {
  const by = (...grants: readonly Grant[]) => callBy(services, someone(...grants));
  return {
    team: by({ role: 'cluster-director', scope: { kind: 'cluster', id: 'minalogic' } }),
    otherTeam: by({ role: 'cluster-director', scope: { kind: 'cluster', id: 'tenerrdis' } }),
    thirdTeam: by({ role: 'cluster-director', scope: { kind: 'cluster', id: 'plastipolis' } }),
    stranger: by({ role: 'cluster-director', scope: { kind: 'cluster', id: 'aerospace-valley' } }),
    state: by({ role: 'state-officer', scope: { kind: 'region', id: '82@2013' } }),
    lead: by({ role: 'organisation-member', scope: { kind: 'organisation', id: organisations[0]! } }),
    system: callBy(services),
  };
};

/** A project of two firms and a laboratory whose R&D ran from 2012 to 30 June 2013 and is recorded as completed. */
export async function completedProject(services: Services, acronym?: string): Promise<BuiltProject> {
  const draft = projectBuilders(services)
    .a.project('minalogic')
    .createdOn('2011-09-01')
    .researching('2012-01-01', '2013-06-30');
  const built = await (acronym ? draft.named(acronym) : draft).with('firm').with('firm').with('laboratory').save();
  await services.store.query(
    `update projects.project set stage = 'completed', stage_since = '2013-07-01' where id = $1`,
    [built.project],
  );
  return built;
}

/** Labels of these clusters, the first being the lead, decided one day after the other. */
export async function labelledBy(services: Services, project: string, clusters: readonly string[]): Promise<void> {
  await services.store.query(
    `insert into projects.submission (id, project_id, window_id, call_id, state, incubation_from, submitted_on, recorded_at)
     values ($1, $2, 'fui', 'fui-12', 'decided', '2011-08-01', '2011-10-01', now())`,
    [`sub-${project}`, project],
  );
  await services.store.query(
    `insert into projects.meeting (id, cluster_id, held_on, state) values ($1, $2, '2011-11-01', 'planned')`,
    [`mtg-${project}`, clusters[0]],
  );
  for (const [index, cluster] of clusters.entries()) {
    const lead = index === 0;
    await services.store.query(
      `insert into projects.label
         (id, submission_id, project_id, call_id, cluster_id, lead, asked_on, decision, procedure, meeting_id, decided_on, reasons)
       values ($1, $2, $3, 'fui-12', $4, $5, '2011-10-01', 'labelled', $6, $7, $8, 'Essai')`,
      [
        `lab-${project}-${index}`,
        `sub-${project}`,
        project,
        cluster,
        lead,
        lead ? 'meeting' : 'written',
        lead ? `mtg-${project}` : null,
        `2011-11-0${index + 1}`,
      ],
    );
  }
}

/** Money granted to the lead by the State and the region, in cents. */
export async function grantedBy(
  services: Services,
  { project, partners }: BuiltProject,
  amounts: { state: number; region: number },
): Promise<void> {
  for (const [funder, region, cents] of [
    ['state', null, amounts.state],
    ['region', '82', amounts.region],
  ] as const) {
    const id = `app-${project}-${funder}`;
    await services.store.query(
      `insert into projects.application (id, project_id, window_id, call_id, funder, region, state, submitted_on, selected_on, recorded_at)
       values ($1, $2, 'fui', 'fui-12', $3, $4, 'selected', '2011-11-15', '2011-12-15', now())`,
      [id, project, funder, region],
    );
    await services.store.query(
      'insert into projects.application_partner (application_id, partner_id, asked_cents, granted_cents) values ($1, $2, $3, $3)',
      [id, partners[0], cents],
    );
  }
}
