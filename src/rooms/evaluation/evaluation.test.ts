import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#kit/actor.ts';
import { systemClock } from '#kit/clock.ts';
import { parseConfig } from '#kit/config.ts';
import type { Services } from '#kit/context.ts';
import { type Jobs, startJobs } from '#kit/jobs.ts';
import { eachStore } from '#kit/testing/store.ts';
import { perform } from '#kit/web/route.ts';
import { callBy, refusalOf, someone, testServices } from '#rooms/registry';
import { closeEvaluation, giveUpRevision, removeEvaluation, reviseEvaluation } from './change-evaluation.actions.ts';
import { inventedColumns, inventedPanel, inventedQuestion } from './evaluation.fixture.ts';
import { getEvaluation } from './evaluation.query.ts';
import { listEvaluations } from './evaluation-list.query.ts';
import { mapColumns } from './map-columns.action.ts';
import { digestOf } from './plan.rules.ts';
import { receivePanel } from './receive-panel.ts';
import { registerQuestion } from './register-question.action.ts';
import { shownResult } from './result.rules.ts';
import { evaluationJobs } from './run/work.job.ts';
import { cancelRun, repeatRun, requestRun } from './run.actions.ts';
import { exportRun, getRun, getRunProgress } from './run.queries.ts';

const programme = { kind: 'programme' } as const;
const named = (
  role: 'evaluator' | 'administrator' | 'auditor',
  id: string,
  scope: Actor['grants'][number]['scope'] = programme,
) => ({ ...someone({ role, scope }), id, name: id }) as Actor;

const LONGEST_MS = 60_000;
// What tasks compile is kept from one run of the tests to the next.
process.env.NODE_COMPILE_CACHE ??= join(tmpdir(), 'grappe-compiled');

describe.each(eachStore)('Evaluation, on the $name store', ({ open }) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'grappe-evaluation-'));
  let services: Services;
  let jobs: Jobs;
  // A mission on one region: what is one's own is within reach all the same.
  const eve = () => callBy(services, named('evaluator', 'per-eve', { kind: 'region', id: '82@2013' }));
  const paul = () => callBy(services, named('evaluator', 'per-paul'));
  const administrator = () => callBy(services, named('administrator', 'per-admin'));
  const auditor = () => callBy(services, named('auditor', 'per-auditor'));

  beforeAll(async () => {
    services = {
      ...testServices(await open()),
      config: parseConfig({ NODE_ENV: 'test', GRAPPE_DATA: dataDir, GRAPPE_DEMO: 'off' }),
      clock: systemClock,
    };
    // Whoever asks wakes the worker: nothing is polled for.
    jobs = await startJobs(services, evaluationJobs);
  });
  afterAll(async () => {
    await jobs.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  async function given(csv: string, name = 'panel.csv', call = eve()): Promise<string> {
    const received = await receivePanel(call)(Readable.from([Buffer.from(csv)]), { name, mediaType: 'text/csv' });
    if (!received.ok) throw new Error(received.reason);
    return received.evaluation;
  }
  const view = (evaluation: string, call = eve()) => perform(getEvaluation, { evaluation }, call);
  const run = (id: string, call = eve()) => perform(getRun, { run: id }, call);

  async function eventually<T>(read: () => Promise<T>, isThere: (found: T) => boolean): Promise<T> {
    for (const deadline = Date.now() + LONGEST_MS; Date.now() < deadline; ) {
      const found = await read();
      if (isThere(found)) return found;
      await pause(100);
    }
    throw new Error('Not there in time');
  }
  /** Asks what the progress bar asks: a result is read once, when it is there. */
  const finished = (id: string) =>
    eventually(
      () => perform(getRunProgress, { run: id }, eve()),
      (told) => told.finished,
    );
  const over = async (id: string) => {
    await finished(id);
    return run(id);
  };
  const looked = async (evaluation: string) => {
    await finished((await view(evaluation)).design!.run.id);
    return view(evaluation);
  };

  /** The first treated period under the name that it has in papers, and often in files. */
  const panel = () => inventedPanel().replace('entree', 'g');
  const columns = inventedColumns('').columns.map((one) => (one.name === 'entree' ? { ...one, name: 'g' } : one));

  /**
   * R&D, R&D less aid, and both together: the aid is half of the effect. Treated units are compared with twins that did as much R&D in the last
   * two years before anybody was treated.
   */
  const joint: NonNullable<Parameters<typeof inventedColumns>[1]> = {
    columns: columns.map((column) => (column.name === 'rd' ? { ...column, match: 'alike' as const } : column)),
    rd: 'rd',
    aid: 'aide',
    derived: [{ kind: 'difference', of: 'rd', by: 'aide' }],
    cluster: 'effectif',
    bands: false,
    matchMethod: 'nearest',
    matchAt: 2008,
    matchPeriods: 2,
    matchReplace: true,
  };
  const mapped = async (csv = panel()): Promise<string> => {
    const evaluation = await given(csv);
    await perform(mapColumns, inventedColumns(evaluation, joint), eve());
    return evaluation;
  };
  async function registered(): Promise<string> {
    const evaluation = await mapped();
    await looked(evaluation);
    await perform(registerQuestion, inventedQuestion(evaluation), eve());
    return evaluation;
  }
  /** A registered evaluation, for those who change nothing of it: made once, by the first who asks. */
  let made: Promise<string> | undefined;
  const shared = (): Promise<string> => {
    made ??= registered();
    return made;
  };
  /** Its estimate: asked once, by the first who needs it. */
  let asked: Promise<string> | undefined;
  const sharedRun = (): Promise<string> => {
    asked ??= shared().then(async (evaluation) => (await perform(requestRun, { evaluation }, eve())).run);
    return asked;
  };

  it('shows the sample and the detectable effect without any outcome after treatment, runs nothing before the question, and forgets what was not registered', async () => {
    const csv = panel();
    // The same file but for outcomes after treatment, a thousand times larger: nothing of the look moves.
    const blown = csv.replace(/^(\d+,20(?:09|1\d),\d+,)(-?[\d.]+)/gm, (_, before, value) => `${before}${1000 * value}`);
    expect(blown).not.toBe(csv);
    const other = await mapped(blown);
    const evaluation = await given(csv);
    expect((await view(evaluation)).preview).toMatchObject({ rowCount: 2_400 });
    expect((await refusalOf(perform(requestRun, { evaluation }, eve()))).message).toContain(
      'Enregistrez d’abord la question',
    );
    expect((await refusalOf(perform(registerQuestion, inventedQuestion(evaluation), eve()))).message).toContain(
      'colonnes',
    );

    await perform(mapColumns, inventedColumns(evaluation, joint), eve());
    const { design } = await looked(evaluation);
    expect(design!.run).toMatchObject({ state: 'done', failure: null });
    const look = design!.look!;
    expect(look).toMatchObject({ hiddenFrom: 2009, counted: 'units' });
    expect(look.match).toMatchObject({ period: 2008, sizes: { treated: { all: 200 }, control: { all: 100 } } });
    const { treated, control } = look.match!.sizes;
    expect(look.cohorts.reduce((sum, { units }) => sum + units, 0)).toBe(treated.matched + control.matched);
    expect(control.effective).toBeLessThan(control.matched);
    expect(look.power.map(({ outcome }) => outcome)).toEqual(['rd', 'rd_moins_aide', 'aide']);
    expect(look.power[0]!.overall!.minimum).toBeGreaterThan(0.1);
    expect(look.power[0]!.clustering).toMatchObject({ count: expect.any(Number), designEffect: expect.any(Number) });
    expect((await refusalOf(perform(requestRun, { evaluation }, eve()))).code).toBe('NOT_NOW');

    expect((await looked(other)).design!.look).toEqual(look);

    // Registered, it serves those who change nothing of it. The other was not: it can be forgotten, and the bytes of its file.
    await perform(registerQuestion, inventedQuestion(evaluation), eve());
    made ??= Promise.resolve(evaluation);
    const { file } = await view(other);
    await perform(removeEvaluation, { evaluation: other }, eve());
    expect((await refusalOf(view(other))).code).toBe('NOT_FOUND');
    expect((await services.store.query('select 1 from kit.file where id = $1', [file.id])).rows).toEqual([]);
  });

  it('stops a run under way before its end, with nothing half-written, and lets the next one through', async () => {
    const stopped = await perform(requestRun, { evaluation: await shared() }, eve());
    const next = await sharedRun();
    const underWay = await eventually(
      () => run(stopped.run),
      (found) => found.run.state === 'running',
    );
    expect(underWay.open).toEqual(['cancel']);
    expect((await run(next)).before).toBe(1);
    const files = () => services.store.query<{ count: number }>('select count(*)::int as count from kit.file');
    const before = await files();
    await perform(cancelRun, { run: stopped.run }, eve());
    await eventually(
      () => run(next),
      (found) => found.run.state !== 'queued',
    );
    expect(await run(stopped.run)).toMatchObject({
      run: { state: 'cancelled', failure: null },
      result: null,
      resultDigest: null,
    });
    expect((await over(next)).run.state).toBe('done');
    expect((await files()).rows[0]!.count - before.rows[0]!.count).toBe(5);
    expect((await refusalOf(perform(cancelRun, { run: stopped.run }, eve()))).code).toBe('RUN_OVER');
  });

  it('gives the effect of 2, with everything that repeats it; the repetition is identical, byte for byte', async () => {
    const first = await sharedRun();
    const done = await over(first);
    expect(done.run).toMatchObject({ state: 'done', failure: null });
    const { overall } = done.result!.outcomes[0]!;
    expect(overall.low).toBeLessThan(2);
    expect(overall.high).toBeGreaterThan(2);
    const [, own] = done.result!.outcomes;
    expect(own).toMatchObject({ outcome: 'rd_moins_aide' });
    const additionality = done.result!.additionality!;
    expect(additionality.own.att).toBeCloseTo(own!.overall.att!, 10);
    expect(additionality).toMatchObject({ verdict: 'leverage', leverage: { ratio: expect.closeTo(2, 0) } });
    // What was read before the question, later outcomes out of reach, is the matching of the estimate.
    const { match } = (await view(await shared())).design!.look!;
    expect(done.result!.match).toEqual(match);
    const units = match!.sizes.treated.matched + match!.sizes.control.matched;
    expect(done.run.headline).toEqual({ att: overall.att, low: overall.low, high: overall.high, units });
    expect(done.result!.inputDigest).toBe(done.plan.file.sha256);
    const files = await Promise.all(
      (['json', 'report-fr', 'report-en', 'pdf-fr', 'pdf-en'] as const).map((kind) =>
        perform(exportRun, { run: first, kind }, eve()),
      ),
    );
    const [json, page, pdf] = ['application/json', 'text/html', 'application/pdf'];
    expect(files.map(({ mediaType }) => mediaType)).toEqual([json, page, page, pdf, pdf]);
    // What the page shows was kept beside the file; it is what the file tells.
    expect(done.result).toEqual(shownResult(JSON.parse(Buffer.from(files[0]!.base64, 'base64').toString())));
    for (const { base64 } of files.slice(3))
      expect(Buffer.from(base64, 'base64').subarray(0, 5).toString()).toBe('%PDF-');
    expect(done.pdf).toEqual({ fr: true, en: true });
    const report = Buffer.from(files[1]!.base64, 'base64').toString();
    expect(report).toContain('grappe impact estimate panel.csv --define');
    expect(report).toContain('--match-on rd@2008,rd@2007 --match-at 2008 --match-method nearest');

    const again = await perform(repeatRun, { run: first }, eve());
    expect((await over(again.run)).run).toMatchObject({ state: 'done', repeats: first, identical: true });
  });

  it('refuses in one sentence a file that holds no panel', async () => {
    const bad = await receivePanel(eve())(Readable.from(['']), { name: 'vide.csv', mediaType: 'text/csv' });
    expect(bad).toMatchObject({ ok: false, reason: 'Le fichier n’a aucune ligne sous son en-tête.' });
    const accents = Readable.from([Buffer.from('siren,annee,région\n1,2009,Rhône\n', 'latin1')]);
    const latin = await receivePanel(eve())(accents, { name: 'panel.csv', mediaType: 'text/csv' });
    expect(latin).toMatchObject({ ok: false, reason: expect.stringContaining('la ligne 1 n’est pas en UTF-8') });
    const book = await receivePanel(eve())(Readable.from(['x']), { name: 'panel.xlsx', mediaType: 'x' });
    expect(book).toMatchObject({ ok: false, reason: expect.stringContaining('CSV') });
  });

  it('is seen by its author and the auditor; to anyone else it does not exist', async () => {
    const evaluation = await shared();
    const id = await sharedRun();
    for (const other of [paul(), administrator()]) {
      expect((await refusalOf(view(evaluation, other))).code).toBe('NOT_FOUND');
      expect((await refusalOf(run(id, other))).code).toBe('NOT_FOUND');
      expect((await refusalOf(perform(exportRun, { run: id, kind: 'json' }, other))).code).toBe('NOT_FOUND');
      expect((await refusalOf(perform(requestRun, { evaluation }, other))).code).toBe('NOT_FOUND');
      expect((await refusalOf(perform(cancelRun, { run: id }, other))).code).toBe('NOT_FOUND');
      expect((await perform(listEvaluations, { pageSize: 500 }, other)).rows).toEqual([]);
    }
    expect(await view(evaluation, auditor())).toMatchObject({ own: false, open: [] });
    expect((await run(id, auditor())).open).toEqual([]);
    expect((await refusalOf(perform(requestRun, { evaluation }, auditor()))).code).toBe('NOT_YOUR_FUNCTION');
    const { rows, everyone } = await perform(listEvaluations, { pageSize: 500 }, auditor());
    expect({ everyone, found: rows.some((row) => row.id === evaluation) }).toEqual({ everyone: true, found: true });
  });

  it('freezes all that was registered under one digest; a new version says why and names the one before', async () => {
    const evaluation = await shared();
    const first = (await view(evaluation)).registrations[0]!;
    expect(first.digest).toBe(digestOf(first.content));
    expect(first.content).toMatchObject({
      version: 1,
      previous: null,
      author: 'per-eve',
      question: { primaryOutcome: 'rd' },
      options: {
        controls: 'never',
        matching: { method: 'nearest', on: ['rd@2008', 'rd@2007'], at: 2008, replace: true, caliper: 0.2 },
      },
    });
    expect((await refusalOf(perform(mapColumns, inventedColumns(evaluation), eve()))).message).toContain(
      'ne changent plus',
    );
    expect((await refusalOf(perform(removeEvaluation, { evaluation }, eve()))).code).toBe('REGISTERED_STAYS');
    const rewrite = `update evaluation.registration set digest = repeat('0', 64) where id = '${first.id}'`;
    await expect(services.store.exec(rewrite)).rejects.toThrow('never changed');

    await perform(reviseEvaluation, { evaluation }, eve());
    expect((await refusalOf(perform(requestRun, { evaluation }, eve()))).code).toBe('NOT_NOW');
    expect(
      await refusalOf(perform(mapColumns, { ...inventedColumns(evaluation, joint), matchMethod: 'none' }, eve())),
    ).toMatchObject({
      code: 'MATCH_METHOD_WANTED',
      field: 'matchMethod',
    });
    await perform(mapColumns, inventedColumns(evaluation, { columns, anticipation: 1 }), eve());
    expect((await looked(evaluation)).design!.look).toMatchObject({ hiddenFrom: 2008, match: null });
    const unsaid = await refusalOf(perform(registerQuestion, inventedQuestion(evaluation), eve()));
    expect(unsaid).toMatchObject({ field: 'reason', code: 'NOT_NOW' });
    await perform(
      registerQuestion,
      inventedQuestion(evaluation, { reason: 'L’entrée est annoncée un an avant' }),
      eve(),
    );
    const [second, kept] = (await view(evaluation)).registrations;
    expect(second!.content).toMatchObject({
      version: 2,
      previous: first.digest,
      options: { anticipation: 1, controls: 'not-yet', matching: null },
    });
    expect(kept).toEqual(first);

    await perform(reviseEvaluation, { evaluation }, eve());
    // No unit is chosen by an outcome that may carry the effect, before the question is registered: the data allow no look.
    await perform(mapColumns, inventedColumns(evaluation, { ...joint, matchAt: 2009 }), eve());
    const { design, open } = await looked(evaluation);
    expect(design!.run).toMatchObject({
      state: 'failed',
      failure: { fr: expect.stringContaining('lirait rd en 2009') },
    });
    expect(open).not.toContain('registerAgain');
    await perform(giveUpRevision, { evaluation }, eve());
    expect(await view(evaluation)).toMatchObject({ state: 'registered', options: { anticipation: 1 } });
    await perform(closeEvaluation, { evaluation, reason: 'Remplacée par une autre étude' }, eve());
    expect((await refusalOf(perform(requestRun, { evaluation }, eve()))).code).toBe('NOT_NOW');
  });
});
