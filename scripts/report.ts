/** How many tests passed and failed. */
export interface Tally {
  passed: number;
  failed: number;
}

/** The part of vitest's JSON report that is counted. */
interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numTotalTests: number;
  readonly testResults: readonly {
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
}

/**
 * Counts a run of vitest so that nothing passes in silence: a test that did not run has failed, so has a file that could not be loaded,
 * a run without any test, and a run that ended badly although every test passed.
 * @param text the JSON report, null when there is none.
 * @param code the exit code of the run.
 */
export function readReport(text: string | null, code: number): Tally {
  if (text === null) return { passed: 0, failed: 1 };
  const report = JSON.parse(text) as Report;
  const notRun = report.numTotalTests - report.numPassedTests - report.numFailedTests;
  const notLoaded = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.every((test) => test.status === 'passed'),
  ).length;
  const failed = report.numFailedTests + notRun + notLoaded;
  const incomplete = failed === 0 && (code !== 0 || report.numTotalTests === 0);
  return { passed: report.numPassedTests, failed: failed + (incomplete ? 1 : 0) };
}
