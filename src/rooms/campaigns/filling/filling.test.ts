import { beforeAll, describe, expect, test } from 'vitest';
import type { Call, Services } from '#kit/context.ts';
import { eachStore } from '#kit/testing/store.ts';
import { perform } from '#kit/web/route.ts';
import { loadIndicators } from '#rooms/indicators';
import { builders, callBy, partlyFurnished, refusalOf } from '#rooms/registry';
import { listDueReturns } from '../calendar/due-return-list.query.ts';
import { FIGURES_YEAR, type FollowedContract, followedContract, openedCampaign } from '../campaigns.fixture.ts';
import { NO_ANSWER } from '../return.ts';
import { getReturnCell } from './cell.query.ts';
import { openReturn } from './open-return.action.ts';
import { previewFigures } from './preview-figures.query.ts';
import { exportReceipt, getReceipt } from './receipt.query.ts';
import { recordEffort } from './record-effort.action.ts';
import { refreshReturn } from './refresh-return.action.ts';
import { getReturn } from './return.query.ts';
import { saveCells } from './save-cells.action.ts';
import { submitReturn } from './submit-return.action.ts';

const CLUSTER = 'minalogic';
const of = { cluster: CLUSTER, year: FIGURES_YEAR };
const known = (value: number) => ({ ...NO_ANSWER, state: 'known' as const, value });

describe.each(eachStore)('A return, on the $name store', ({ open }) => {
  let services: Services;
  let call: Call;
  let contract: FollowedContract;
  let join: (headcount: number) => Promise<void>;
  const grid = () => perform(getReturn, of, call);
  const cellOf = async (key: string) => (await grid()).cells.find((cell) => cell.key === key)!;
  const save = async (key: string, edit: object) =>
    perform(saveCells, { ...of, cells: [{ key, revision: (await cellOf(key)).revision, ...edit }] }, call);

  beforeAll(async () => {
    services = await partlyFurnished(open);
    call = callBy(services);
    await services.store.sql.transaction().execute(loadIndicators);
    const { a, an } = builders(services);
    join = async (headcount) => {
      const organisation = await an.organisation().withAccounts(2013, headcount, 1_000_000, 1_000_000).save();
      await a.membership().of(organisation).in(CLUSTER).save();
    };
    await join(12);
    await join(300);
    contract = await followedContract(services);
    await openedCampaign(services);
  });

  test('one that nobody opened is there, with what it waits for (principle 7)', async () => {
    expect(await grid()).toMatchObject({ held: null, waits: 'cluster', open: ['openReturn'] });
    const { rows } = await perform(listDueReturns, { year: FIGURES_YEAR }, call);
    expect(rows).toMatchObject([{ cluster: { id: CLUSTER }, state: 'not-started', indicators: 5, waits: 'cluster' }]);
  });

  test('opens prefilled: what facts count is counted, the rest is left to say (principle 1)', async () => {
    expect(await perform(openReturn, of, call)).toMatchObject({ opened: true, asked: 6 });
    expect(await cellOf('MEM-02')).toMatchObject({ origin: 'counted', words: '2 entreprises' });
    expect(await cellOf('MEM-03')).toMatchObject({ text: { numerator: '1', denominator: '2' }, words: '50\u202f%' });
    expect(await cellOf(contract.own)).toMatchObject({ origin: 'empty', words: '—' });
    expect(await perform(openReturn, of, call)).toMatchObject({ opened: false });
  });

  test('shows what counts every window beside what counts the FUI alone (R36)', async () => {
    const lines = (await grid()).objectives.flatMap((one) => one.lines);
    const at = lines.findIndex(({ key }) => key === 'PRJ-03');
    expect(lines[at + 1]).toMatchObject({ key: 'PRJ-02', everyWindow: true, target: null });
  });

  test('keeps zero, not applicable and not known yet apart, and a ratio with its two terms (principle 5)', async () => {
    await save(contract.own, { answer: known(0) });
    expect(await cellOf(contract.own)).toMatchObject({ words: '0 produit', origin: 'typed' });
    await save('FIN-02', { answer: { ...NO_ANSWER, state: 'not-applicable' } });
    expect((await cellOf('FIN-02')).answer).toMatchObject({ state: 'not-applicable', value: null });
    await save('FIN-02', { answer: { ...NO_ANSWER, state: 'not-known', notBefore: '2015-06-30' } });
    expect(await cellOf('FIN-02')).toMatchObject({ text: { value: 'n.c. 30/06/2015' } });
    await save('MEM-03', { answer: { ...NO_ANSWER, state: 'known', numerator: 3, denominator: 8 } });
    expect((await cellOf('MEM-03')).answer).toMatchObject({ value: 37.5, numerator: 3, denominator: 8 });
  });

  test('never overwrites unseen: whoever read an older value is told who changed it, and loses nothing', async () => {
    const { revision } = await cellOf(contract.own);
    await save(contract.own, { answer: known(5) });
    const late = { ...of, cells: [{ key: contract.own, revision, answer: known(9) }] };
    const refused = await refusalOf(perform(saveCells, late, call));
    expect(refused).toMatchObject({ code: 'FIGURES_REFUSED', field: `cell.${contract.own}.value` });
    expect(await cellOf(contract.own)).toMatchObject({ words: '5 produits' });
    const { history } = await perform(getReturnCell, { ...of, key: contract.own }, call);
    expect(history.map(({ changes }) => changes[0]!.after)).toEqual(['5 produits', '0 produit']);
  });

  test('a pasted block is all or nothing: a line that cannot be read leaves the others unwritten', async () => {
    const wrong = await perform(previewFigures, { ...of, block: 'FIN-02\tbeaucoup\nInconnu\t3\nMEM-02\t41' }, call);
    expect(wrong.faults.map(({ line }) => line)).toEqual([1, 2]);
    const block = 'Indicateur\t2013\t2014\nFIN-02\t1\t1 250 000,50\nMEM-02\t1\ts.o.\nMEM-03\t\t';
    const right = await perform(previewFigures, { ...of, block }, call);
    expect(right.changes.map(({ key, after }) => [key, after])).toEqual([
      ['FIN-02', '1\u202f250\u202f000,50\u202f€'],
      ['MEM-02', 'sans objet'],
    ]);
    await perform(saveCells, { ...of, origin: 'pasted', cells: right.edits }, call);
    expect(await cellOf('FIN-02')).toMatchObject({ origin: 'pasted', answer: { value: 125_000_050 } });
  });

  test('a new count moves what was counted and stands beside what was typed', async () => {
    await join(40);
    const { moved, beside } = await perform(refreshReturn, of, call);
    expect({ moved, beside }).toEqual({ moved: [], beside: ['MEM-02', 'MEM-03'] });
    expect(await cellOf('MEM-02')).toMatchObject({ words: 'sans objet', prefilled: '3 entreprises' });
    await save('MEM-02', { answer: known(3) });
    expect(await cellOf('MEM-02')).toMatchObject({ prefilled: null });
  });

  test('a cluster that keeps its word answers only for what facts cannot feed (principle 3)', async () => {
    const earlier = { cluster: CLUSTER, year: FIGURES_YEAR - 1 };
    for (const year of [1, 2, 3].map((before) => earlier.year - before)) {
      await openedCampaign(services, year);
      await services.store.query(
        `insert into campaigns.return (id, cluster_id, year, state, due_on, opened_at, opened_by) values ($1, $2, $3, 'validated', make_date($3 + 1, 3, 31), now(), 'Essai')`,
        [`${CLUSTER}-${year}`, CLUSTER, year],
      );
    }
    await openedCampaign(services, earlier.year);
    const judged = { ...services, lighterReturns: async () => new Map([[CLUSTER, { earned: true }]]) };
    await perform(openReturn, earlier, callBy(judged));
    const { held, cells, findings } = await perform(getReturn, earlier, call);
    const counted = new Set(cells.filter(({ origin }) => origin === 'counted').map(({ key }) => key));
    expect(held).toMatchObject({ lighter: true });
    expect(counted.size).toBeGreaterThan(0);
    expect(findings.filter(({ key }) => counted.has(key!))).toEqual([]);
    expect(findings.length).toBeGreaterThan(0);
    expect((await grid()).held).toMatchObject({ lighter: false });
  });

  test('the time really spent adds up, whoever spent it and on whatever figure (principle 3)', async () => {
    await perform(recordEffort, { ...of, spent: [{ key: 'MEM-02', seconds: 60 }] }, call);
    await perform(
      recordEffort,
      {
        ...of,
        spent: [
          { key: 'MEM-02', seconds: 30 },
          { key: 'FIN-02', seconds: 45 },
        ],
      },
      call,
    );
    expect((await grid()).seconds).toBe(135);
  });

  test('errors block the submission, warnings ask for a tick, and the receipt keeps the digest of what was submitted', async () => {
    const signed = { ...of, approver: 'Ada Fictive', approverFunction: 'Présidente' };
    const refused = await refusalOf(perform(submitReturn, signed, call));
    expect(refused.code).toBe('ERRORS_BLOCK');
    for (const key of [contract.own, 'MEM-02', 'MEM-03', 'FIN-02', 'PRJ-03'])
      await save(key, { reason: { code: 'funding-late', text: '' } });
    const { errors, findings } = await grid();
    expect({ errors, findings: findings.filter(({ severity }) => severity === 'error') }).toEqual({
      errors: 0,
      findings: [],
    });
    const warnings = findings.map(({ key, code }) => `${key}|${code}`);
    const done = await perform(submitReturn, { ...signed, confirmed: warnings }, call);
    expect(done.receipt).toMatch(/^2014-minalogic-1-[0-9A-F]{4}$/);
    expect(await perform(getReceipt, { receipt: done.receipt }, call)).toMatchObject({
      digest: done.digest,
      intact: true,
      figures: 6,
      approver: 'Ada Fictive, Présidente',
      state: 'submitted',
      answerDueOn: '2014-10-15',
    });
    expect(await refusalOf(save('MEM-02', { answer: known(9) }))).toMatchObject({ code: 'RETURN_CLOSED' });
    const file = await perform(exportReceipt, { receipt: done.receipt }, call);
    expect(file).toMatchObject({ name: `recepisse-${done.receipt}.pdf`, mediaType: 'application/pdf' });
    expect(Buffer.from(file.base64, 'base64').subarray(0, 5).toString()).toBe('%PDF-');
    // Whoever submits next year is not asked the name again.
    const { lastApprover, closed } = await perform(getReturn, of, call);
    expect(lastApprover).toEqual({ approver: 'Ada Fictive', approverFunction: 'Présidente' });
    expect(closed.map(({ act }) => act)).toContain('submitReturn');
  });
});
