import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { Actor } from '#kit/actor.ts';
import { fixedClock } from '#kit/clock.ts';
import { parseConfig } from '#kit/config.ts';
import type { Call, Services } from '#kit/context.ts';
import type { Store } from '#kit/db/database.ts';
import { perform } from '#kit/web/route.ts';
import { builders, callBy, partlyFurnished, someone } from '#rooms/registry';
import { type BuiltProject, projectBuilders } from '../../projects.fixture.ts';
import { draftApplication } from './draft-application.action.ts';
import { recordAgreement } from './record-agreement.action.ts';
import { selectApplication } from './select-application.action.ts';
import { submitApplication } from './submit-application.action.ts';

/** Files brought as far as a test needs, by the acts of those who do it. */

const dataDir = mkdtempSync(join(tmpdir(), 'grappe-funding-'));
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

export const director = someone({ role: 'cluster-director', scope: { kind: 'cluster', id: 'minalogic' } });
export const stateOfficer = someone({ role: 'state-officer', scope: { kind: 'region', id: '82@2013' } });
export const regionOfficer = someone({ role: 'region-officer', scope: { kind: 'region', id: '82@2013' } });
export const mergedRegionOfficer = someone({ role: 'region-officer', scope: { kind: 'region', id: '84@2016' } });
export const otherRegionOfficer = someone({ role: 'region-officer', scope: { kind: 'region', id: '93@2013' } });

export const EUROS = 100;

export async function fundingBench(open: () => Promise<Store>) {
  const services: Services = {
    ...(await partlyFurnished(open)),
    config: parseConfig({ NODE_ENV: 'test', GRAPPE_DEMO: 'off', GRAPPE_DATA: dataDir }),
  };
  const on = (day: string, actor?: Actor): Call =>
    callBy({ ...services, clock: fixedClock(`${day}T10:00:00Z`) }, actor);

  /** Two small firms and a laboratory in Grenoble, 1.8 M€ of industrial research. */
  async function consortium(): Promise<BuiltProject> {
    const { an } = builders(services);
    const firm = () => an.organisation().in('38185').withAccounts(2012, 30, 4_000_000, 3_000_000).save();
    return projectBuilders(services, on('2013-03-01'))
      .a.project('minalogic')
      .createdOn('2013-03-01')
      .with('firm', { organisation: await firm(), euros: 900_000, askedEuros: 270_000 })
      .with('firm', { organisation: await firm(), euros: 400_000, askedEuros: 120_000 })
      .with('laboratory', { euros: 500_000, askedEuros: 200_000 })
      .save();
  }

  async function submitted(call = 'fui-18', day = '2014-07-15') {
    const built = await consortium();
    const { fundingApplication } = await perform(
      draftApplication,
      { project: built.project, call, funder: call === 'pipc' ? 'bpifrance' : 'state' },
      on(day, director),
    );
    const named = { project: built.project, fundingApplication };
    await perform(submitApplication, named, on(day, director));
    return { ...built, named };
  }

  async function selected(day = '2014-08-31') {
    const file = await submitted();
    const [lead] = file.partners;
    const grants = [{ partner: lead!, grantedCents: 200_000 * EUROS }];
    const { lapsesAfter } = await perform(
      selectApplication,
      { ...file.named, grants, reason: 'Label attendu' },
      on(day, stateOfficer),
    );
    return { ...file, lead: lead!, lapsesAfter };
  }

  async function signed() {
    const file = await selected();
    await perform(recordAgreement, { ...file.named, reference: 'FUI-18-042' }, on('2014-10-10', stateOfficer));
    return file;
  }

  return { services, on, consortium, submitted, selected, signed };
}
