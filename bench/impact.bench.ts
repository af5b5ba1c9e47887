/**
 * The impact engine on GRAPPE-SYN-1: time and memory of each kind of work, against the bars of the project and the peers' best times on the
 * same kind of machine (2 cores; see src/engines/impact/README.md for where they come from):
 *
 *     node --import ./src/jsx.mjs bench/impact.bench.ts [words…] [--keep folder]
 *
 * With words, the rows whose name has one of them: `npm run bench:impact -- matching bands`; `MatchIt` names the rows of R.
 *
 * IMPACT_UNITS=100000,1000000 chooses the sizes (default 10000,100000); IMPACT_NATIONAL=4000000 adds a panel of that many firms over 12
 * years. Each edition is generated, its SHA-256 checked where one is published, and imported once. Each row of the table then runs in a
 * process of its own, the best of three, so that peak memory is its own; starting the process is not counted, reading the store is. Times are
 * wall clock, the shortest; processor seconds tell how much of them was this work, and the load average how busy others kept the machine.
 * Where R has MatchIt (Debian: r-cran-matchit) it matches 30,000 and 100,000 of the same firms beside, for two minutes at most.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { storedUnitsToMatch } from '#engines/impact/index.ts';
import { quoted, withDuckDB } from '../src/engines/impact/panel-store/duckdb.ts';
import { BLOCK, importPanel } from '../src/engines/impact/panel-store/import-panel.ts';
import { describeStore, FIRMS_FILE, inStore, openPanelStore } from '../src/engines/impact/panel-store/panel-store.ts';
import { GRAPPE_SYN_1_SHA256, syntheticCsv } from '../src/engines/impact/synthetic/grappe-syn-1.ts';
import { BENCH_ROWS, type BenchEdition, type BenchMeasure, DRAWN, measureRow } from './impact.rows.ts';
import { MATCHIT_FIRMS, matchItBeside } from './matchit.ts';

const { values: asked, positionals: words } = parseArgs({
  allowPositionals: true,
  options: { keep: { type: 'string' }, row: { type: 'string' }, edition: { type: 'string' } },
});

const isAsked = (name: string): boolean =>
  words.length === 0 || words.some((word) => name.toLowerCase().includes(word.toLowerCase()));

/** What R does, asked for by this name. */
const MATCHIT = 'MatchIt matching beside';

if (asked.row && asked.edition) {
  console.log(JSON.stringify(await measureRow(asked.row, JSON.parse(asked.edition))));
} else await main();

async function main(): Promise<void> {
  const sizes = (process.env.IMPACT_UNITS ?? '10000,100000').split(',').map(Number);
  const national = Number(process.env.IMPACT_NATIONAL ?? 0);
  const dir = asked.keep ?? mkdtempSync(join(tmpdir(), 'grappe-bench-impact-'));
  mkdirSync(dir, { recursive: true });
  const [processor] = cpus();
  console.log(
    `${cpus().length} × ${processor?.model.trim()}, Node ${process.version}, load ${loadavg()[0]?.toFixed(1)}`,
  );
  try {
    const editions = [
      ...sizes.map((units) => ({ units, periods: 10 })),
      ...(national ? [{ units: national, periods: 12 }] : []),
    ];
    const measured = new Map<string, number>();
    for (const { units, periods } of editions) {
      const edition = await prepare(dir, units, periods);
      console.log(
        `\n${number(units)} firms × ${periods} years\n${line(['work', 'seconds', 'processor', 'load', 'peak MB', 'result', 'bar', 'peers'])}`,
      );
      for (const row of BENCH_ROWS.filter(
        ({ name, nationalOnly }) => isAsked(name) && (!nationalOnly || periods === 12),
      )) {
        const best = bestOfThree(row.name, edition);
        if (typeof best === 'string') {
          console.log(line([row.name, '-', '-', '-', '-', best]));
          continue;
        }
        const bar = row.bars[`${units}x${periods}`];
        const growth = measured.get(row.name);
        measured.set(row.name, best.seconds);
        console.log(
          line([
            row.name,
            `${best.seconds.toFixed(3)}${growth ? ` (× ${(best.seconds / growth).toFixed(1)})` : ''}`,
            best.processor.toFixed(3),
            loadavg()[0]!.toFixed(1),
            best.megabytes.toFixed(0),
            best.result,
            bar
              ? `${bar.seconds} s, ${bar.megabytes} MB${best.seconds <= bar.seconds && best.megabytes <= bar.megabytes ? '' : ': OVER'}`
              : '',
            row.peers[`${units}x${periods}`] ?? '',
          ]),
        );
      }
      const isFirst = (firms: number): boolean => editions.find((one) => one.units >= firms)?.units === units;
      for (const firms of MATCHIT_FIRMS)
        if (isAsked(MATCHIT) && isFirst(firms)) console.log(await matchItOn(edition, firms));
    }
  } finally {
    if (!asked.keep) rmSync(dir, { recursive: true, force: true });
  }
}

/** The CSV of an edition, checked; its panel store; and the long table as Parquet. */
async function prepare(dir: string, units: number, periods: number): Promise<BenchEdition> {
  const folder = join(dir, `${units}x${periods}`);
  const edition = {
    folder: join(folder, 'store'),
    csv: join(folder, 'panel.csv'),
    long: join(folder, 'panel.parquet'),
    units,
    periods,
  };
  if (existsSync(join(folder, 'ready'))) return edition;
  mkdirSync(edition.folder, { recursive: true });
  const started = performance.now();
  const hash = createHash('sha256');
  const file = createWriteStream(edition.csv);
  for (const piece of syntheticCsv({ units, periods })) {
    hash.update(piece);
    if (!file.write(piece)) await once(file, 'drain');
  }
  file.end();
  await once(file, 'finish');
  const digest = hash.digest('hex');
  const published = periods === 10 ? GRAPPE_SYN_1_SHA256[units] : undefined;
  if (published && published !== digest)
    throw new Error(`GRAPPE-SYN-1 of ${units} firms is ${digest}, not the published ${published}`);
  const told = published ? 'SHA-256 as published' : 'no published SHA-256';
  console.log(`\n${number(units)} × ${periods}: generated in ${seconds(started)} s, ${told}`);
  const importing = performance.now();
  await importPanel({
    path: edition.csv,
    folder: edition.folder,
    digest,
    columns: { unit: 'siren', time: 'annee', cohort: 'g', outcomes: ['y'], covariates: ['x1', 'x2'], cluster: 'ze' },
  });
  console.log(
    `imported in ${seconds(importing)} s, peak ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB of this process`,
  );
  if (periods === 12) await drawCovariates(edition.folder);
  await withDuckDB({}, (connection) =>
    connection.run(`copy (select * from read_csv(${quoted(edition.csv)})) to ${quoted(edition.long)} (format parquet)`),
  );
  writeFileSync(join(folder, 'ready'), '');
  return edition;
}

/** Covariates that GRAPPE-SYN-1 does not have, for the national panel: uniform draws by firm, in a file of their own. */
async function drawCovariates(folder: string): Promise<void> {
  const store = await openPanelStore(folder);
  const draws = DRAWN.map((name, k) => `cast(hash(firm * ${DRAWN.length} + ${k}) >> 11 as double) / 2^53 as ${name}`);
  const drawn = DRAWN.map((name) => ({
    name,
    role: 'covariate' as const,
    file: 'drawn.parquet',
    column: name,
    levels: null,
    means: [],
    complete: true,
    warnings: [],
  }));
  await withDuckDB({}, async (connection) => {
    await connection.run(
      `copy (select ${draws.join(', ')} from read_parquet(${inStore(store, FIRMS_FILE)}) order by firm)
       to ${inStore(store, 'drawn.parquet')} (format parquet, compression uncompressed, row_group_size ${BLOCK})`,
    );
  });
  await describeStore({ ...store, variables: [...store.variables, ...drawn] });
}

function bestOfThree(row: string, edition: BenchEdition): BenchMeasure | string {
  const runs: BenchMeasure[] = [];
  for (let run = 0; run < 3; run++) {
    const child = spawnSync(
      process.execPath,
      [...process.execArgv, import.meta.filename, '--row', row, '--edition', JSON.stringify(edition)],
      {
        encoding: 'utf8',
      },
    );
    if (child.status !== 0)
      return (
        child.stderr
          .trim()
          .split('\n')
          .find((told) => /Error/.test(told)) ?? 'failed'
      );
    runs.push(JSON.parse(child.stdout));
  }
  return runs.sort((a, b) => a.seconds - b.seconds)[0]!;
}

/** Firms of the edition, matched as the row of matching asks. */
async function matchItOn({ folder }: BenchEdition, firms: number): Promise<string> {
  const units = await storedUnitsToMatch(await openPanelStore(folder), { at: 1, covariates: ['x1', 'x2'] });
  return `${MATCHIT}, ${number(firms)} firms: ${matchItBeside(units, firms)}`;
}

function number(value: number): string {
  return new Intl.NumberFormat('en-GB').format(value);
}

function seconds(since: number): string {
  return ((performance.now() - since) / 1000).toFixed(1);
}

function line(cells: readonly string[]): string {
  const widths = [48, 16, 10, 6, 8, 32, 22, 0];
  return cells.map((cell, k) => cell.padEnd(widths[k]!)).join(' ');
}
