import { expect, test } from 'vitest';
import { readReport } from './report.ts';

/** A report of vitest with these files, each a list of its tests' outcomes. */
function report(...files: { status: string; tests: string[] }[]): string {
  const all = files.flatMap((file) => file.tests);
  return JSON.stringify({
    numPassedTests: all.filter((one) => one === 'passed').length,
    numFailedTests: all.filter((one) => one === 'failed').length,
    numTotalTests: all.length,
    testResults: files.map((file) => ({
      status: file.status,
      assertionResults: file.tests.map((status) => ({ status })),
    })),
  });
}

const good = { status: 'passed', tests: ['passed', 'passed'] };

test.each([
  ['everything passed', report(good), 0, { passed: 2, failed: 0 }],
  ['a test failed', report({ status: 'failed', tests: ['passed', 'failed'] }), 1, { passed: 1, failed: 1 }],
  ['a file could not be loaded', report(good, { status: 'failed', tests: [] }), 1, { passed: 2, failed: 1 }],
  ['a test was skipped', report({ status: 'passed', tests: ['passed', 'pending'] }), 0, { passed: 1, failed: 1 }],
  ['an error belonged to no test', report(good), 1, { passed: 2, failed: 1 }],
  ['no test was found', report(), 0, { passed: 0, failed: 1 }],
  ['the run crashed before it could report', null, 134, { passed: 0, failed: 1 }],
])('when %s, the closing line says so', (_, text, code, expected) => {
  expect(readReport(text, code)).toEqual(expected);
});
