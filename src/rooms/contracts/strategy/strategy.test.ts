import { beforeAll, describe, expect, it } from 'vitest';
import type { Services } from '#kit/context.ts';
import { eachStore } from '#kit/testing/store.ts';
import { perform } from '#kit/web/route.ts';
import { callBy, partlyFurnished, refusalOf, someone } from '#rooms/registry';
import { openContract } from '../life/open-contract.action.ts';
import { getFinancing } from './financing.query.ts';
import { recordPayment, withdrawPayment } from './payment.actions.ts';
import { saveArea, saveBudget, saveCommitment, saveDiagnosis, saveGoal, saveMarket } from './save-strategy.actions.ts';
import { setCommitments } from './set-commitments.action.ts';
import { getStrategy } from './strategy.query.ts';

describe.each(eachStore)('The strategy and the money of a contract, on the $name store', ({ open }) => {
  let services: Services;
  let contract: string;
  const director = () =>
    callBy(services, someone({ role: 'cluster-director', scope: { kind: 'cluster', id: 'minalogic' } }));
  const market = {
    title: 'Compteurs communicants',
    worldRegion: 'europe' as const,
    sizeCents: 120_000_000_000,
    sizeYear: 2012,
    source: 'Étude du pôle, 2012',
    naf: ['2651b'],
    cpv: ['38550000-5'],
  };

  beforeAll(async () => {
    services = await partlyFurnished(open);
    ({ contract } = await perform(openContract, { cluster: 'minalogic' }, callBy(services)));
  });

  it('An area, a goal that serves it and a target market are written by the cluster’s team and read with their labels (T6)', async () => {
    const area = await perform(
      saveArea,
      { contract, content: { title: 'Capteurs pour l’énergie', technology: 'Capteurs', market: 'Réseaux' } },
      director(),
    );
    await perform(
      saveGoal,
      { contract, content: { title: 'Capteurs autonomes', nature: 'technology', areas: [area.clause] } },
      director(),
    );
    await perform(saveMarket, { contract, content: market }, director());
    const strategy = await perform(getStrategy, { contract }, director());
    expect(strategy.goals[0]!.content.areas).toEqual([area.clause]);
    expect(strategy.markets[0]!.nafLabels).toEqual([
      { code: '26.51B', label: expect.stringContaining('instrumentation scientifique') },
    ]);
    expect(strategy.markets[0]!.cpvLabels).toEqual([{ code: '38550000', label: 'Compteurs' }]);
    expect(strategy.text.writable).toBe(true);
  });

  it.each([
    ['a size without its year', { sizeYear: null }, 'SIZE_WITHOUT_YEAR', 'content.sizeYear'],
    ['a size without its source', { source: '  ' }, 'SIZE_WITHOUT_SOURCE', 'content.source'],
    ['an activity that the NAF does not have', { naf: ['26.51B', '99.99Z'] }, 'UNKNOWN_NAF', 'content.naf'],
    ['a purchase that the CPV does not have', { cpv: ['12345678'] }, 'UNKNOWN_CPV', 'content.cpv'],
  ])('A target market with %s is refused with a sentence beside its field (T6)', async (_, change, code, field) => {
    const refused = await refusalOf(perform(saveMarket, { contract, content: { ...market, ...change } }, director()));
    expect(refused).toMatchObject({ code, field });
  });

  it('A section of the diagnosis exists once, with the figures of the registry beside it and a link to what they count', async () => {
    const text = { section: 'strengths' as const, text: 'Un tissu dense.' };
    const first = await perform(saveDiagnosis, { contract, content: text }, director());
    expect(await refusalOf(perform(saveDiagnosis, { contract, content: text }, director()))).toMatchObject({
      code: 'SECTION_EXISTS',
      message: expect.stringContaining('Personne fictive'),
    });
    await perform(
      saveDiagnosis,
      { contract, clause: first.clause, revision: first.revision, content: { ...text, text: 'Plus dense.' } },
      director(),
    );
    const { diagnosis, figures } = await perform(getStrategy, { contract }, director());
    expect(diagnosis.find(({ section }) => section === 'strengths')!.text).toBe('Plus dense.');
    expect(diagnosis.find(({ section }) => section === 'ambition')!.text).toBeNull();
    expect(figures.find(({ code }) => code === 'members')!.href).toMatch(/^\/poles\/minalogic\/membres\?jour=/);
    expect(figures.find(({ code }) => code === 'territory')!.value).toBe('Rhône-Alpes');
  });

  it('A party without mandate in the contract cannot commit money, nor a year outside the phase, nor twice the same (R22)', async () => {
    const content = { party: 'region-82', year: 2013, nature: 'running-costs' as const, amountCents: 12_000_050 };
    await perform(saveCommitment, { contract, content }, director());
    const refused = (change: object) =>
      refusalOf(perform(saveCommitment, { contract, content: { ...content, ...change } }, director()));
    expect(await refused({ party: 'region-93' })).toMatchObject({
      code: 'UNKNOWN_PARTY',
      field: 'content.party',
      message: expect.stringContaining('Conseil régional (Rhône-Alpes)'),
    });
    expect(await refused({ year: 2019 })).toMatchObject({ code: 'YEAR_OUTSIDE_CONTRACT', field: 'content.year' });
    expect(await refused({ amountCents: 1 })).toMatchObject({ code: 'COMMITMENT_EXISTS' });
    await perform(saveBudget, { contract, content: { year: 2013, runningCostsCents: 20_000_000 } }, director());
    expect(
      await refusalOf(perform(saveBudget, { contract, content: { year: 2013, runningCostsCents: 1 } }, director())),
    ).toMatchObject({ code: 'BUDGET_EXISTS' });
  });

  it('The whole plan is saved at once or not at all, each wrong cell with its own sentence', async () => {
    const cell = { party: 'state-82', nature: 'running-costs' as const, amountCents: 5_000_000 };
    const before = await perform(getFinancing, { contract }, director());
    const refused = await perform(
      setCommitments,
      {
        contract,
        cells: [
          { ...cell, year: 2014 },
          { ...cell, year: 2020 },
          { ...cell, year: 2015, party: 'nobody' },
          // Stands at 120 000,50 € since the test above: whoever did not see it may not overwrite it.
          { ...cell, year: 2013, party: 'region-82' },
        ],
      },
      director(),
    ).catch((error: { code: string; data: { fields: { field: string }[] } }) => error);
    expect(refused).toMatchObject({ code: 'CELLS_WRONG' });
    expect((refused as { data: { fields: { field: string }[] } }).data.fields.map(({ field }) => field)).toEqual([
      'cells.1.amountCents',
      'cells.2.amountCents',
      'cells.3.amountCents',
    ]);
    expect((await perform(getFinancing, { contract }, director())).cells).toEqual(before.cells);

    const { changed } = await perform(
      setCommitments,
      {
        contract,
        cells: [
          { ...cell, year: 2014 },
          { ...cell, party: 'region-82', year: 2013, amountCents: 6_000_000, revision: 1 },
          { ...cell, year: 2016, amountCents: null },
        ],
        budgets: [{ year: 2014, amountCents: 8_000_000 }],
      },
      director(),
    );
    expect(changed).toBe(3);
    const after = await perform(getFinancing, { contract }, director());
    expect(after.natures[0]).toMatchObject({ nature: 'running-costs', totals: [6_000_000, 5_000_000, 0, 0, 0, 0] });
    // 62,5 % of public money where the path of 2014 allows 58 %.
    expect(after.shares[1]).toMatchObject({ year: 2014, share: 0.625, pathPercent: 58, verdict: 'above' });
    expect(after.shares[2]).toMatchObject({ year: 2015, share: null, verdict: 'unknown-budget' });
  });

  it('A payment is a fact: of a party, not in the future, not twice; withdrawn with its reason it counts no more', async () => {
    const officer = callBy(services, someone({ role: 'region-officer', scope: { kind: 'region', id: '82@2013' } }));
    const paid = {
      contract,
      party: 'region-82',
      year: 2013,
      nature: 'running-costs' as const,
      amountCents: 2_000_000,
      paidOn: '2013-12-02',
      reference: 'Mandat 1',
    };
    const { payment } = await perform(recordPayment, paid, officer);
    expect(await refusalOf(perform(recordPayment, paid, officer))).toMatchObject({ code: 'PAYMENT_RECORDED' });
    expect(await refusalOf(perform(recordPayment, { ...paid, paidOn: '2014-09-16' }, officer))).toMatchObject({
      code: 'PAID_IN_FUTURE',
      field: 'paidOn',
    });
    expect(await refusalOf(perform(recordPayment, { ...paid, party: 'nobody' }, officer))).toMatchObject({
      code: 'UNKNOWN_PARTY',
    });
    const of2013 = async () =>
      (await perform(getFinancing, { contract }, officer)).followed.find(
        ({ party, year }) => party === 'region-82' && year === 2013,
      );
    expect(await of2013()).toMatchObject({ committedCents: 6_000_000, paidCents: 2_000_000, leftCents: 4_000_000 });
    await perform(withdrawPayment, { contract, payment, reason: 'Saisi deux fois' }, officer);
    expect(await of2013()).toMatchObject({ paidCents: 0 });
    expect(await refusalOf(perform(withdrawPayment, { contract, payment, reason: 'Encore' }, officer))).toMatchObject({
      code: 'PAYMENT_GONE',
    });
  });
});
