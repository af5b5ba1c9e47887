import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Begun first, longest first, so that no worker is left alone with one of them at the end. */
const LONGEST = [
  'tests/import-kill.test.ts',
  'tests/permissions.test.ts',
  'src/rooms/access/sign-in/sign-in.test.ts',
  'src/rooms/evaluation/evaluation.test.ts',
  'src/app/demo/campaigns.test.ts',
  'src/kit/db/survival.test.ts',
  'src/rooms/access/second-factor/second-factor.test.ts',
  'src/rooms/contracts/life/life.test.ts',
  'src/rooms/contracts/whole-life.test.ts',
  'src/rooms/contracts/signature/signing.test.ts',
  'src/rooms/registry/nomenclature.load.test.ts',
  'src/rooms/contracts/signature/all-signed.test.ts',
  'tests/journeys/screens-even.test.ts',
  'tests/journeys/screens-odd.test.ts',
  'tests/journeys/contract-life.test.ts',
  'tests/journeys/project-life.test.ts',
  'tests/journeys/evaluation-life.test.ts',
  'tests/journeys/campaign-life.test.ts',
  'tests/journeys/acts.test.ts',
  'tests/journeys/installation.test.ts',
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const place = LONGEST.findIndex((file) => moduleId.endsWith(`/${file}`));
      return place < 0 ? LONGEST.length : place;
    };
    return (await super.sort(files)).toSorted((one, other) => rank(one) - rank(other));
  }
}

/** Against a test that hangs, not for one that is slow: a busy machine stretches everything, and a red run must be a bug. */
const PATIENCE_MS = 900_000;

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    // One module graph for each worker: isolation made 400 tests seven times slower. A test file keeps no state between tests of another.
    isolate: false,
    pool: 'forks',
    fileParallelism: true,
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    testTimeout: PATIENCE_MS,
    hookTimeout: PATIENCE_MS,
    allowOnly: false,
    include: ['src/**/*.test.{ts,tsx}', 'tests/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts'],
    globalSetup: ['src/kit/testing/prepare-stores.ts'],
    setupFiles: ['src/kit/testing/close-stores.ts'],
  },
});
