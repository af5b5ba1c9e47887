import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Day } from '#kit/period.ts';
import { opinionOn } from './presentation.rules.ts';
import { mergeContents } from './proposal.rules.ts';

describe('A proposal on a text that moved', () => {
  const base = { title: 'Accompagner 40 PME', unit: 'PME', targets: { 2013: 10, 2014: 20 } };

  it('Takes the fields that the proposal changes, and leaves the others as they are today', () => {
    const present = { ...base, title: 'Accompagner 40 PME et ETI', targets: { 2013: 10, 2014: 20, 2015: 30 } };
    const proposed = { ...base, targets: { 2013: 10, 2014: 25 } };
    expect(mergeContents(base, present, proposed)).toEqual({
      content: { title: 'Accompagner 40 PME et ETI', unit: 'PME', targets: { 2013: 10, 2014: 25, 2015: 30 } },
      conflicts: [],
    });
  });

  it('Names the fields that both changed, where the proposal wins', () => {
    const present = { ...base, targets: { 2013: 10, 2014: 22 } };
    const proposed = { ...base, targets: { 2013: 10, 2014: 25 } };
    expect(mergeContents(base, present, proposed)).toMatchObject({
      content: { targets: { 2014: 25 } },
      conflicts: ['targets.2014'],
    });
  });

  it('Whatever the texts: what the proposal does not touch stays, what it changes is written, and only disputed fields are named', () => {
    const content = fc.record({
      title: fc.constantFrom('a', 'b', 'c'),
      note: fc.constantFrom('x', 'y'),
      targets: fc.dictionary(fc.constantFrom('2013', '2014', '2015'), fc.constantFrom(1, 2, 3)),
    });
    const flat = (one: { title: string; note: string; targets: Record<string, number> }): Record<string, unknown> => ({
      title: one.title,
      note: one.note,
      ...Object.fromEntries(['2013', '2014', '2015'].map((year) => [`targets.${year}`, one.targets[year] ?? null])),
    });
    fc.assert(
      fc.property(content, content, content, (was, is, wanted) => {
        const merged = mergeContents(was, is, wanted);
        const [base, present, proposed, result] = [was, is, wanted, merged.content as never].map(flat);
        for (const name of Object.keys(base!)) {
          expect(result![name]).toBe(base![name] === proposed![name] ? present![name] : proposed![name]);
          const disputed =
            base![name] !== proposed![name] && base![name] !== present![name] && present![name] !== proposed![name];
          expect(merged.conflicts.includes(name)).toBe(disputed);
        }
      }),
    );
  });
});

describe('The opinion of the CNI (R27)', () => {
  const waiting = { opinion: null, opinionDueOn: '2013-06-15' as Day };
  it.each([
    { label: 'on the last day, it may still come', on: '2013-06-15', expected: null },
    { label: 'the day after, there is none', on: '2013-06-16', expected: 'none' },
  ])('$label', ({ on, expected }) => expect(opinionOn(waiting, on as Day)).toBe(expected));
  it('One that was given stands, however late', () =>
    expect(opinionOn({ ...waiting, opinion: 'favourable' }, '2014-01-01' as Day)).toBe('favourable'));
});
