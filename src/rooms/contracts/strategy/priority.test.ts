import { beforeAll, describe, expect, it } from 'vitest';
import type { Call, Services } from '#kit/context.ts';
import { eachStore } from '#kit/testing/store.ts';
import { perform } from '#kit/web/route.ts';
import { callBy, partlyFurnished, refusalOf, someone } from '#rooms/registry';
import { openContract } from '../life/open-contract.action.ts';
import { saveRegionalPriority, withdrawRegionalPriority } from './priority.actions.ts';
import { listRegionalPriorities } from './priority.query.ts';
import { regionalPrioritiesFor } from './priority.store.ts';

describe.each(eachStore)('The priorities of the regions, on the $name store', ({ open }) => {
  let services: Services;
  let region: Call;
  const stated = {
    region: '82',
    title: 'Électronique sobre',
    document: 'Stratégie régionale d’essai',
    source: 'https://exemple.fr/strategie',
    validFrom: '2013-01-01',
    certainty: 'press' as const,
  };

  beforeAll(async () => {
    services = await partlyFurnished(open);
    region = callBy(services, someone({ role: 'region-officer', scope: { kind: 'region', id: '82@2013' } }));
    await perform(openContract, { cluster: 'minalogic' }, callBy(services));
    await perform(openContract, { cluster: 'axelera' }, callBy(services));
  });

  it('A region keeps its own and no other’s; the contracts of its clusters are offered them (T5)', async () => {
    const { priority } = await perform(saveRegionalPriority, stated, region);
    expect(await regionalPrioritiesFor(services.store.sql, 'minalogic-2013')).toEqual([
      {
        id: priority,
        region: '82',
        regionName: 'Rhône-Alpes',
        title: 'Électronique sobre',
        source: 'Stratégie régionale d’essai — https://exemple.fr/strategie',
        synthetic: false,
      },
    ]);
    expect(await refusalOf(perform(saveRegionalPriority, { ...stated, region: '93' }, region))).toMatchObject({
      code: 'NOT_FOUND',
    });
    const { rows, regions } = await perform(listRegionalPriorities, { region: '82' }, region);
    expect(rows.map(({ id, open: mine }) => [id, mine])).toEqual([[priority, true]]);
    expect(regions.filter(({ open: mine }) => mine).map(({ code }) => code)).toEqual(['82']);
  });

  it('One that is withdrawn is offered no more and stays on record with its reason', async () => {
    const { priority } = await perform(saveRegionalPriority, { ...stated, title: 'Éphémère' }, region);
    await perform(withdrawRegionalPriority, { priority, reason: 'Remplacée' }, region);
    const offered = await regionalPrioritiesFor(services.store.sql, 'minalogic-2013');
    expect(offered.map(({ title }) => title)).not.toContain('Éphémère');
    const { rows } = await perform(listRegionalPriorities, { withdrawn: true }, region);
    expect(rows.find(({ id }) => id === priority)!.withdrawn).toMatchObject({ reason: 'Remplacée' });
    expect(await refusalOf(perform(withdrawRegionalPriority, { priority, reason: 'Encore' }, region))).toMatchObject({
      code: 'PRIORITY_GONE',
    });
  });

  it('None is called official without its document’s address, and an invented one never is', async () => {
    const official = { ...stated, source: '', certainty: 'official' as const };
    expect(await refusalOf(perform(saveRegionalPriority, official, region))).toMatchObject({
      code: 'OFFICIAL_WITHOUT_SOURCE',
      field: 'source',
    });
    const invented = { ...stated, title: 'Inventée', synthetic: true };
    expect(
      await refusalOf(perform(saveRegionalPriority, { ...invented, certainty: 'background' }, region)),
    ).toMatchObject({ code: 'INVENTED_RESERVED' });
    expect(
      await refusalOf(perform(saveRegionalPriority, { ...invented, certainty: 'official' }, callBy(services))),
    ).toMatchObject({ code: 'INVENTED_RESERVED' });
    await expect(
      services.store.query(
        `insert into contracts.regional_priority (id, region, title, document, valid_from, certainty, synthetic, revision, changed_at, changed_by)
         values ('x', '82', 'x', 'x', '2013-01-01', 'official', true, 1, now(), 'x')`,
      ),
    ).rejects.toThrow();
  });

  it('Whoever changes what somebody else changed meanwhile is told, and overwrites nothing', async () => {
    const { priority } = await perform(saveRegionalPriority, { ...stated, title: 'Partagée' }, region);
    await perform(saveRegionalPriority, { ...stated, priority, revision: 1, title: 'Partagée, revue' }, region);
    expect(
      await refusalOf(perform(saveRegionalPriority, { ...stated, priority, revision: 1, title: 'Autre' }, region)),
    ).toMatchObject({ code: 'PRIORITY_CHANGED', message: expect.stringContaining('Personne fictive') });
    const { rows } = await perform(listRegionalPriorities, {}, region);
    expect(rows.find(({ id }) => id === priority)!.title).toBe('Partagée, revue');
  });
});
