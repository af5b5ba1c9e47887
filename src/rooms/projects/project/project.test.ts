import { beforeAll, describe, expect, it } from 'vitest';
import type { Actor, Grant } from '#kit/actor.ts';
import { STRANGER } from '#kit/actor.ts';
import type { Services } from '#kit/context.ts';
import { eachStore } from '#kit/testing/store.ts';
import { perform } from '#kit/web/route.ts';
import { builders, callBy, partlyFurnished, refusalOf, someone } from '#rooms/registry';
import { getFunding } from '../funding/files/funding.query.ts';
import { AUDIENCES, BLOCKS } from '../project.ts';
import { projectBuilders } from '../projects.fixture.ts';
import { addPartner } from './add-partner.action.ts';
import { abandonProject, advanceProject } from './advance-project.action.ts';
import { amendPartner } from './amend-partner.action.ts';
import { amendProject } from './amend-project.action.ts';
import { standingOf, visibleBlocks } from './audience.rules.ts';
import { audiencesOf, isThereFor, readingFacts } from './audience.store.ts';
import { changeLead, withdrawPartner } from './change-consortium.actions.ts';
import { getConsortium } from './consortium.query.ts';
import { createProject } from './create-project.action.ts';
import { getProject } from './project.query.ts';
import { getReaders } from './readers.query.ts';

describe.each(eachStore)('A project on the $name store', ({ open }) => {
  let services: Services;
  beforeAll(async () => {
    services = await partlyFurnished(open);
  });
  const as = (...grants: Grant[]) => callBy(services, grants.length === 0 ? STRANGER : someone(...grants));
  const mine = () => callBy(services);

  it('opens as an idea, under a readable name of its own', async () => {
    const { a } = projectBuilders(services);
    const first = await a.project('minalogic').named('Cœur Léger n° 1').save();
    const second = await a.project('lyonbiopole').named('Cœur léger N° 1').save();
    expect([first.project, second.project]).toEqual(['coeur-leger-n-1', 'coeur-leger-n-1-2']);
    expect(
      await refusalOf(
        perform(createProject, { cluster: 'minalogic', acronym: 'cœur léger n° 1', title: 'Un autre' }, mine()),
      ),
    ).toMatchObject({ code: 'ACRONYM_TAKEN', field: 'acronym' });
  });

  it('has one lead at every moment, who does not leave without a successor', async () => {
    const { project, partners } = await projectBuilders(services).a.project().withConsortium().save();
    const [lead, second] = partners;
    expect(
      await refusalOf(perform(withdrawPartner, { project, partner: lead!, reason: 'Départ' }, mine())),
    ).toMatchObject({ code: 'LEAD_STAYS' });
    await perform(changeLead, { project, partner: second! }, mine());
    expect(await refusalOf(perform(changeLead, { project, partner: second! }, mine()))).toMatchObject({
      code: 'ALREADY_LEAD',
    });
    await perform(withdrawPartner, { project, partner: lead!, reason: 'Recentrage' }, mine());
    const rows = await services.store.sql
      .selectFrom('projects.partner')
      .select(['id', 'lead', 'leave_reason'])
      .where('project_id', '=', project)
      .orderBy('id')
      .execute();
    expect(rows.filter((row) => row.lead).map((row) => row.id)).toEqual([second]);
    expect(rows.find((row) => row.id === lead)).toMatchObject({ leave_reason: 'Recentrage' });
    await expect(
      services.store.sql.updateTable('projects.partner').set({ lead: true }).where('id', '=', partners[2]!).execute(),
    ).rejects.toThrow(/partner_one_lead/);
  });

  it('takes partners from the registry only, once each, and says what is wrong with a part', async () => {
    const { project, partners, organisations } = await projectBuilders(services).a.project().withConsortium().save();
    const add = (organisation: string, more = {}) =>
      refusalOf(perform(addPartner, { project, organisation, ...more }, mine()));
    expect(await add('org-inconnue')).toMatchObject({ code: 'ORGANISATION_UNKNOWN', field: 'organisation' });
    expect(await add(organisations[0]!)).toMatchObject({ code: 'ALREADY_PARTNER' });
    const other = await builders(services).an.organisation().save();
    expect(await add(other, { country: 'DE', commune: '38185' })).toMatchObject({ code: 'COMMUNE_ABROAD' });
    expect(await add(other, { commune: '99999' })).toMatchObject({ code: 'COMMUNE_UNKNOWN' });
    const part = (more: object) =>
      refusalOf(perform(amendPartner, { project, partner: partners[0]!, revision: 2, ...more } as never, mine()));
    const staff = (amountCents: number) => ({ costs: [{ nature: 'staff', research: 'industrial', amountCents }] });
    expect(await part(staff(-1))).toMatchObject({ code: 'INVALID_INPUT' });
    expect(await part(staff(200_000_000_00))).toMatchObject({ code: 'COSTS_IMPLAUSIBLE' });
    expect(await part({ ...staff(100_00), askedCents: 100_01 })).toMatchObject({
      code: 'AID_ABOVE_COSTS',
      field: 'askedCents',
    });
    expect(await part({ revision: 1 })).toMatchObject({ code: 'REVISION_OLD' });
  });

  it('keeps what two people write: the second is told before anything is overwritten', async () => {
    const { project } = await projectBuilders(services).a.project().save();
    const description = { project, revision: 1, acronym: `Double ${project}`, title: 'Premier titre' };
    await perform(amendProject, description, mine());
    expect(await refusalOf(perform(amendProject, { ...description, title: 'Second titre' }, mine()))).toMatchObject({
      code: 'REVISION_OLD',
    });
  });

  it('passes no gate whose facts are not recorded, and is abandoned from anywhere with a reason (R81)', async () => {
    const { project } = await projectBuilders(services).a.project().with('firm').save();
    const pass = (gate: string) => refusalOf(perform(advanceProject, { project, gate } as never, mine()));
    expect(await pass('formConsortium')).toMatchObject({
      code: 'GATE_CLOSED',
      message: expect.stringContaining('deux partenaires'),
    });
    expect(await pass('launch')).toMatchObject({ code: 'GATE_CLOSED' });
    expect(await refusalOf(perform(abandonProject, { project, reason: ' ' }, mine()))).toMatchObject({
      field: 'reason',
    });
    await perform(abandonProject, { project, reason: 'Le marché visé a disparu' }, mine());
    expect(await pass('formConsortium')).toMatchObject({ code: 'GATE_CLOSED' });
    const other = await builders(services).an.organisation().save();
    expect(await refusalOf(perform(addPartner, { project, organisation: other }, mine()))).toMatchObject({
      code: 'PROJECT_CLOSED',
    });
  });

  it('is there for whom one of its blocks is open, in lists as on its page, and for nobody else', async () => {
    const { a } = projectBuilders(services);
    const built = [
      await a.project('minalogic').withConsortium().save(),
      await a.project('minalogic').withConsortium().readBy('summary', 'partners').save(),
      await a.project('minalogic').withConsortium().readBy('funding', 'funders').save(),
      await a.project('lyonbiopole').withConsortium().readBy('market', 'members', 'public').save(),
      await a.project('qualitropic').withConsortium().readBy('consortium', 'members').save(),
    ];
    const region = (id: string): Grant => ({ role: 'region-officer', scope: { kind: 'region', id } });
    const member = (id: string): Grant => ({ role: 'organisation-member', scope: { kind: 'organisation', id } });
    const people: Actor[] = [
      STRANGER,
      someone(region('82@2013')),
      someone(region('94@2013')),
      someone({ role: 'state-officer', scope: { kind: 'programme' } }),
      someone({ role: 'cluster-director', scope: { kind: 'cluster', id: 'minalogic' } }),
      someone({ role: 'evaluator', scope: { kind: 'programme' } }),
      someone({ role: 'auditor', scope: { kind: 'programme' } }),
      ...built.flatMap(({ organisations }) => [someone(member(organisations[0]!)), someone(member(organisations[1]!))]),
    ];
    for (const person of people) {
      const listed = await services.store.sql
        .selectFrom('projects.project as p')
        .select('p.id')
        .where(isThereFor(person))
        .where(
          'p.id',
          'in',
          built.map(({ project }) => project),
        )
        .execute();
      const opened: string[] = [];
      for (const { project } of built) {
        const standing = standingOf(person, (await readingFacts(services.store.sql, project, person))!);
        if (visibleBlocks(standing, await audiencesOf(services.store.sql, project)).length > 0) opened.push(project);
      }
      expect(listed.map(({ id }) => id).toSorted(), person.name).toEqual(opened.toSorted());
    }
  });

  it('says who opened what is not public, once a day and block, whichever page they came by', async () => {
    const { project } = await projectBuilders(services)
      .a.project()
      .withConsortium()
      .readBy('summary', 'public')
      .readBy('consortium', 'funders')
      .readBy('funding', 'funders')
      .save();
    const officer = as({ role: 'region-officer', scope: { kind: 'region', id: '82@2013' } });
    await perform(getProject, { project }, officer);
    await perform(getProject, { project }, officer);
    await perform(getConsortium, { project }, officer);
    await perform(getFunding, { project }, officer);
    const { openings } = await perform(getReaders, { project }, mine());
    expect(openings.map(({ block }) => block).toSorted()).toEqual(['consortium', 'funding']);
  });

  it('is written by its cluster and its lead partner, and does not exist for others', async () => {
    const { project, organisations } = await projectBuilders(services).a.project('minalogic').withConsortium().save();
    const rename = (call: ReturnType<typeof as>) =>
      perform(abandonProject, { project, reason: 'Essai' }, call).then(
        () => 'done',
        (error: { code: string }) => error.code,
      );
    expect(
      await rename(as({ role: 'organisation-member', scope: { kind: 'organisation', id: organisations[1]! } })),
    ).toBe('NOT_FOUND');
    expect(await rename(as({ role: 'cluster-officer', scope: { kind: 'cluster', id: 'qualitropic' } }))).toBe(
      'NOT_FOUND',
    );
    expect(await rename(as({ role: 'state-officer', scope: { kind: 'programme' } }))).toBe('NOT_YOUR_FUNCTION');
    expect(
      await rename(as({ role: 'organisation-member', scope: { kind: 'organisation', id: organisations[0]! } })),
    ).toBe('done');
  });
});

it('Every block is private until somebody is named', () => {
  const nobody = { insider: false, audiences: AUDIENCES };
  expect(visibleBlocks(nobody, {})).toEqual([]);
  expect(visibleBlocks({ ...nobody, insider: true }, {})).toEqual(BLOCKS);
});
