import { describe, expect, it } from 'vitest';
import { day } from '#kit/period.ts';
import { criterionFault, examinationDueOn, replyDueOn, replyWasPossible } from './support-decision.rules.ts';
import { criterion } from './support-decision.ts';

const counting = (more: object) =>
  criterion.parse({ name: 'Projets financés', value: '4 en 2013', countsProjects: true, ...more });

describe('Decisions on support', () => {
  it('The delay to reply runs whole: the last day is the cluster’s (R35)', () => {
    const due = replyDueOn(day('2014-10-16'), 30);
    expect(due).toBe('2014-11-15');
    expect(replyWasPossible({ reply: null, replyDueOn: due }, day('2014-11-15'))).toBe(false);
    expect(replyWasPossible({ reply: null, replyDueOn: due }, day('2014-11-16'))).toBe(true);
    expect(
      replyWasPossible({ reply: { text: 'Non', on: day('2014-10-20'), by: 'X' }, replyDueOn: due }, day('2014-10-20')),
    ).toBe(true);
  });

  it('A criterion that counts projects counts co-labelled ones and other windows than the FUI, and says how (R36)', () => {
    expect(criterionFault(counting({ windows: ['fui', 'anr'], definition: 'Tous' }))).toBe('CO_LABELLED_MISSING');
    expect(criterionFault(counting({ coLabelled: true, windows: ['fui'], definition: 'Tous' }))).toBe(
      'WINDOWS_MISSING',
    );
    expect(criterionFault(counting({ coLabelled: true, windows: [], definition: 'Tous' }))).toBe('WINDOWS_MISSING');
    expect(criterionFault(counting({ coLabelled: true, windows: ['anr'] }))).toBe('DEFINITION_MISSING');
    expect(criterionFault(counting({ coLabelled: true, windows: ['fui', 'anr'], definition: 'Tous' }))).toBeNull();
    expect(criterionFault(criterion.parse({ name: 'Nombre de projets FUI', value: '2' }))).toBe('PROJECTS_UNSAID');
    expect(criterionFault(criterion.parse({ name: 'Part de PME', value: '61 %' }))).toBeNull();
  });

  it('Improvement axes are examined eighteen months after the signature (R31)', () => {
    expect(examinationDueOn(day('2013-06-28'), 18)).toBe('2014-12-28');
  });
});
