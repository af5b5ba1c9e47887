/** R's MatchIt on the same firms, for the benchmarks of matching (Debian: r-cran-matchit). */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MatchInput } from '#engines/impact/index.ts';

/** Sizes at which it is asked: at a million firms MatchIt 4.5 does not end within six minutes. */
export const MATCHIT_FIRMS = [30_000, 100_000] as const;
/** What each size is given, nearest and coarsened exact together. */
const LIMIT_SECONDS = 120;

/** Seconds of MatchIt on so many of the firms, evenly spread since a panel store has them cohort by cohort, nearest 1:1 within a caliper and coarsened exact in ten bins; or why there are none. */
export function matchItBeside({ treated, variables: { x1, x2 } }: MatchInput, firms: number): string {
  if (x1?.kind !== 'numeric' || x2?.kind !== 'numeric') throw new TypeError('x1 and x2 are numbers');
  const folder = mkdtempSync(join(tmpdir(), 'matchit-'));
  try {
    const file = join(folder, 'firms.bin');
    const every = Math.floor(treated.length / firms);
    const columns = [treated, x1.values, x2.values].map((column) =>
      Float64Array.from({ length: firms }, (_, firm) => column[firm * every]!),
    );
    writeFileSync(file, Buffer.concat(columns.map((column) => Buffer.from(column.buffer))));
    const script = `if (!suppressMessages(require(MatchIt, quietly = TRUE))) quit(status = 3)
v <- readBin("${file}", "double", ${3 * firms})
d <- as.data.frame(matrix(v, ncol = 3, dimnames = list(NULL, c("treat", "x1", "x2"))))
nearest <- system.time(matchit(treat ~ x1 + x2, data = d, method = "nearest", caliper = .1))[["elapsed"]]
cem <- system.time(matchit(treat ~ x1 + x2, data = d, method = "cem", cutpoints = 10))[["elapsed"]]
cat(sprintf("nearest %.2f s, cem %.2f s", nearest, cem))`;
    const { error, status, stdout, stderr } = spawnSync('Rscript', ['-e', script], {
      encoding: 'utf8',
      timeout: LIMIT_SECONDS * 1000,
    });
    if (error && 'code' in error && error.code === 'ETIMEDOUT') return `not ended within ${LIMIT_SECONDS} s`;
    if (error || status === 3) return 'R with MatchIt is not installed here';
    return status === 0 ? stdout : `failed: ${stderr.trim().replaceAll('\n', ' ')}`;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
