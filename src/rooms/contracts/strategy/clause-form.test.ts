import { describe, expect, it } from 'vitest';
import { refusedFields } from '#kit/web/server.ts';
import { typedAmounts, typedEuros } from '#kit/web/typed-money.ts';
import { typedCodes } from './clause-form.ts';
import { besideInputs, budgetField, cellField, typedPlan } from './financing-grid.ts';

const refused = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    return refusedFields(error);
  }
  return null;
};

describe('What people type in the forms of the strategy and of the money', () => {
  it('reads an amount with a comma to the cent, writes it back the same, and leaves an empty cell empty', () => {
    expect(typedAmounts({ one: '120 000,50', two: '120000.50 €', three: '  ' })).toEqual({
      one: 12_000_050,
      two: 12_000_050,
      three: null,
    });
    expect(typedEuros(12_000_050)).toBe('120\u202f000,50');
    expect(typedEuros(40_000_000)).toBe('400\u202f000');
    expect(typedAmounts({ back: typedEuros(12_000_050) }).back).toBe(12_000_050);
  });

  it('refuses « 1.234 », a thousand for some and a little more than one for others, beside its own cell', () => {
    const [state, budget] = [cellField('state-82', 2013, 'running-costs'), budgetField(2014)];
    const errors = refused(() => typedPlan({ [state]: '1.234', [budget]: '5 000', [`${state}.revision`]: '0' }));
    expect(errors).toEqual([{ field: state, message: expect.stringContaining('1 234,56') }]);
  });

  it('brings the refusal of a cell back beside its input, whatever the order of the others', () => {
    const values = {
      [cellField('state-82', 2013, 'running-costs')]: '1',
      [`${cellField('state-82', 2013, 'running-costs')}.revision`]: '3',
      [budgetField(2013)]: '10',
      [cellField('authority-grenoble:2', 2014, 'actions')]: '2,5',
    };
    expect(typedPlan(values)).toEqual({
      cells: [
        { party: 'state-82', nature: 'running-costs', year: 2013, amountCents: 100, revision: 3 },
        { party: 'authority-grenoble:2', nature: 'actions', year: 2014, amountCents: 250, revision: 0 },
      ],
      budgets: [{ year: 2013, amountCents: 1_000, revision: 0 }],
    });
    expect(besideInputs(values, [{ field: 'cells.1.amountCents', message: 'non' }])).toEqual([
      { field: 'cell:actions:2014:authority-grenoble:2', message: 'non' },
    ]);
  });

  it('finds the codes in a line of them, with or without their check digit and point', () => {
    expect(typedCodes('26.51B, 35.13 Z 62.01Z;\n38550000-5')).toEqual(['26.51B', '35.13 Z', '62.01Z', '38550000-5']);
  });
});
