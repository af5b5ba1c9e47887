import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Services } from '#kit/context.ts';
import { eachStore } from '#kit/testing/store.ts';
import { perform } from '#kit/web/route.ts';
import { callBy, partlyFurnished, refusalOf, someone } from '#rooms/registry';
import { changesOf } from '../clause/clause.store.ts';
import { getClauseHistory } from '../clause/clause-history.query.ts';
import { contractBuilders } from '../contracts.fixture.ts';
import { getObjectives } from './objectives.query.ts';
import { saveIndicator } from './save-indicator.action.ts';
import { setTargets } from './set-targets.action.ts';
import { cellField, gridRead, shownCell } from './target-grid.rules.ts';

const YEARS = [2013, 2014, 2015, 2016, 2017, 2018];

const step = fc.record({
  editor: fc.constantFrom('director' as const, 'officer' as const),
  act: fc.constantFrom('read' as const, 'target' as const, 'form' as const),
  year: fc.constantFrom(...YEARS),
  value: fc.integer({ min: 0, max: 40 }),
});

describe.each(eachStore)('Two people on one indicator, on the $name store', ({ open }) => {
  let services: Services;
  let contract: string;
  let indicator: string;

  beforeAll(async () => {
    services = await partlyFurnished(open);
    const { a } = contractBuilders(services);
    const built = await a.contract('minalogic').withObjectives(1).save();
    ({ contract } = built);
    indicator = built.clauses.indicator[0]!;
  });

  it('In whatever order they act, each accepted change is in the history and a stale one is refused with what was typed', async () => {
    const calls = {
      director: callBy(services, someone({ role: 'cluster-director', scope: { kind: 'cluster', id: 'minalogic' } })),
      officer: callBy(services, someone({ role: 'cluster-officer', scope: { kind: 'cluster', id: 'minalogic' } })),
    };
    const present = async () =>
      (await perform(getObjectives, { contract }, calls.director)).objectives[0]!.indicators[0]!;
    const history = () => changesOf(services.store.sql, contract, indicator);

    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 12 }), async (steps) => {
        const read = { director: await present(), officer: await present() };
        let accepted = 0;
        const before = (await history()).length;
        for (const { editor, act, year, value } of steps) {
          if (act === 'read') {
            read[editor] = await present();
            continue;
          }
          const mine = read[editor];
          const now = await present();
          const { revision } = mine;
          const targets = { ...mine.content.targets, [year]: value };
          const work =
            act === 'target'
              ? perform(
                  setTargets,
                  { contract, reason: 'Essai', cells: [{ indicator, revision, year, value }] },
                  calls[editor],
                )
              : perform(
                  saveIndicator,
                  { contract, clause: indicator, revision, reason: 'Essai', content: { ...mine.content, targets } },
                  calls[editor],
                );
          if (revision !== now.revision) {
            const refused = await refusalOf(work);
            expect(refused.code).toBe(act === 'target' ? 'TARGETS_REFUSED' : 'CLAUSE_CHANGED');
            if (act === 'target') {
              // The form that comes back keeps what was typed beside what is on record.
              expect(refused.field).toBe(cellField(indicator, year));
              const row = { id: indicator, revision: now.revision, content: now.content };
              const shown = shownCell(row, year, year - YEARS[0]!, gridRead([mine], YEARS), String(value));
              if (value !== mine.content.targets[year]) expect(shown.text).toBe(String(value));
            }
            expect(await present()).toEqual(now);
          } else if (act === 'target' && mine.content.targets[year] === value) {
            expect((await refusalOf(work)).code).toBe('NOTHING_CHANGED');
          } else {
            await work;
            // Saved as it stands already, the text does not change and neither does its history.
            if (mine.content.targets[year] !== value) accepted += 1;
            expect((await present()).content.targets[year]).toBe(value);
          }
        }
        const lines = await history();
        expect(lines).toHaveLength(before + accepted);
        // Each line begins where the one before ended: nothing was overwritten unseen.
        for (const [index, line] of lines.slice(0, -1).entries()) expect(line.before).toEqual(lines[index + 1]!.after);
        expect(lines[0]!.after).toEqual((await present()).content);
      }),
      { numRuns: 12 },
    );
    const { changes } = await perform(getClauseHistory, { contract, clause: indicator }, calls.officer);
    expect(changes.at(-1)!.what).toBe('added');
  });
});
