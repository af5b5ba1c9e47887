import { beforeAll, describe, expect, it } from 'vitest';
import { day } from '#kit/period.ts';
import { readReference } from '#rooms/registry';
import { type FundingReference, loadFundingReference } from './funding-reference.load.ts';
import { callOf, isOpenOn, lastDayToFinalise, parseFundingWindows, type TableLine } from './funding-window.ts';
import { intensityOf, type StateAidSize } from './state-aid.rules.ts';
import { deMinimisInForce, textInForce } from './state-aid-text.ts';

let reference: FundingReference;
let rates: readonly TableLine[];
let instruments: readonly TableLine[];

beforeAll(async () => {
  [reference, rates, instruments] = await Promise.all([
    loadFundingReference(),
    readReference('taux-aide.csv'),
    readReference('instruments-financement.csv'),
  ]);
});

describe('The reference of funding windows', () => {
  it('Holds the four FUI calls, PSPC, PSPC-Régions, PIPC, ANR, ADEME, regions and Europe, each with a source', () => {
    expect(reference.calls.map(({ id }) => id)).toEqual([
      'fui-18',
      'fui-19',
      'fui-21',
      'fui-25',
      'pspc',
      'pspc-regions-1',
      'pipc',
      'anr',
      'ademe',
      'regions',
      'europe',
    ]);
    for (const call of reference.calls) {
      expect(call.source, call.id).not.toBe('');
      // A day that no document gives is null, and the call says so in words.
      if (call.opens === null || call.closes === null) expect(call.dates, call.id).not.toBeNull();
    }
  });

  it('Gives the only two closing days that a document gives, FUI 21 and FUI 25, and invents no other', () => {
    const closing = reference.calls.filter(({ closes }) => closes !== null).map(({ id, closes }) => [id, closes]);
    expect(closing).toEqual([
      ['fui-21', '2015-12-08'],
      ['fui-25', '2018-02-01'],
    ]);
    expect(reference.calls.filter(({ opens }) => opens !== null)).toEqual([]);
  });

  it('A file comes too late the day after the closing; whether it comes too early is not known without an opening day', () => {
    const call = callOf(reference, 'fui-21');
    expect(isOpenOn(call, day('2015-12-09'))).toBe(false);
    expect(isOpenOn(call, day('2015-12-08'))).toBeNull();
    const dated = { ...call, opens: day('2015-09-01') };
    expect(['2015-08-31', '2015-09-01', '2015-12-08', '2015-12-09'].map((on) => isOpenOn(dated, day(on)))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  it('A project announced on 31 August must be finalised by the end of February (R76)', () => {
    expect(lastDayToFinalise(callOf(reference, 'fui-25'), day('2018-07-10'))).toBe('2019-01-10');
    expect(lastDayToFinalise(callOf(reference, 'fui-25'), day('2018-08-31'))).toBe('2019-02-28');
    expect(lastDayToFinalise(callOf(reference, 'pipc'), day('2018-07-10'))).toBeNull();
  });

  it('The loan for industrialisation takes two decisions, the ministries’ on eligibility and Bpifrance’s on credit (R80)', () => {
    expect(callOf(reference, 'pipc').rules.decisions?.steps.map(({ id }) => id)).toEqual(['eligibility', 'credit']);
  });

  it('A call added to the data is a call, with its rates, without a line of code', () => {
    const file = {
      windows: [
        {
          id: 'fui',
          name: { fr: 'FUI', en: 'FUI' },
          instrument: 'FUI',
          label: 'required',
          source: 's',
          certainty: 'official',
        },
      ],
      ruleSets: {},
      calls: [
        {
          id: 'fui-26',
          window: 'fui',
          name: { fr: 'FUI 26', en: 'FUI 26' },
          opens: '2018-06-01',
          closes: '2018-09-30',
          dates: null,
          validity: { from: null, to: null },
          source: 's',
          certainty: 'official',
          ruleSet: null,
          rules: { rates: { rule: 'R77', scheme: 'FUI AAP25', source: 's', certainty: 'official' } },
        },
      ],
    };
    const parse = (change: object) =>
      parseFundingWindows({ ...file, calls: [{ ...file.calls[0], ...change }] }, rates, instruments);
    expect(callOf(parse({}), 'fui-26').rates.map(({ of, when, percent }) => `${of} ${when} ${percent}`)).toEqual([
      'sme inside 50',
      'sme outside 35',
      'eti inside 35',
      'eti outside 30',
      'large anywhere 30',
    ]);
    for (const [fault, change] of [
      ['a day that does not exist', { closes: '2018-09-31' }],
      ['a closing before the opening', { closes: '2018-05-31' }],
      ['a window that is not there', { window: 'fuy' }],
      ['rules that are not there', { ruleSet: 'fui' }],
      [
        'a rate scheme without a line',
        { rules: { rates: { rule: 'R77', scheme: 'FUI AAP26', source: 's', certainty: 'official' } } },
      ],
      [
        'a share above 100',
        {
          rules: {
            territory: { rule: 'R70', labellingPercent: 101, leadPercent: 25, source: 's', certainty: 'official' },
          },
        },
      ],
      ['a misspelt rule', { rules: { teritory: {} } }],
      ['no source', { source: '' }],
    ] as const)
      expect(() => parse(change), fault).toThrow();
  });
});

describe('State-aid texts', () => {
  it.each([
    ['2013-01-09', '800/2008'],
    ['2014-06-30', '800/2008'],
    ['2014-07-01', '651/2014'],
    ['2023-06-30', '651/2014'],
    ['2023-07-01', '651/2014-2023'],
  ] as const)('A decision of %s follows regulation %s (R90)', (on, text) => {
    expect(textInForce(reference.stateAid, day(on))?.id).toBe(text);
  });

  it('A decision without a day follows no known text (R90)', () => {
    expect(textInForce(reference.stateAid, null)).toBeNull();
  });

  it('De minimis changes from 200,000 € to 300,000 € on 1 January 2024 (R97)', () => {
    const ceiling = (on: string) => deMinimisInForce(reference.stateAid, day(on))?.ceilingCents;
    expect(['2013-12-31', '2014-01-01', '2023-12-31', '2024-01-01'].map(ceiling)).toEqual([
      20_000_000, 20_000_000, 20_000_000, 30_000_000,
    ]);
  });

  it('The intensities computed are those of the published table, line by line (R91, R92)', () => {
    const text = textInForce(reference.stateAid, day('2016-01-01'))!;
    const categories = {
      'Recherche fondamentale': 'fundamental',
      'Recherche industrielle': 'industrial',
      'Développement expérimental': 'experimental',
      'Étude de faisabilité': 'feasibility',
    } as const;
    const sizes: Record<string, StateAidSize> = { PETITE: 'small', MOYENNE: 'medium', 'GE/ETI': 'large' };
    const lines = rates.filter(({ regime }) => regime!.startsWith('RGEC 2014 – '));
    expect(lines).toHaveLength(18);
    for (const line of lines) {
      const category = categories[line.regime!.replace('RGEC 2014 – ', '') as keyof typeof categories];
      const collaboration = line.condition!.startsWith('collaboration');
      const found = intensityOf(text, category, sizes[line.categorie!]!, { collaboration, dissemination: false });
      expect(found?.percent, `${line.regime} ${line.categorie} ${line.condition}`).toBe(Number(line.taux_max_pct));
    }
  });

  it.each([
    ['800/2008', '2014-06-30', [20, 10, 7.5, null, null]],
    ['651/2014', '2014-07-01', [40, 20, 15, 7.5, 7.5]],
    ['651/2014 as amended in 2023', '2023-07-01', [55, 35, 25, null, 10]],
  ] as const)(
    'The notification thresholds of %s are those of the table, in M€; a missing one is not zero (R94)',
    (_text, on, expected) => {
      const { thresholds } = textInForce(reference.stateAid, day(on))!;
      const { fundamental, industrial, experimental, feasibility, cluster } = thresholds;
      expect([fundamental, industrial, experimental, feasibility, cluster]).toEqual(
        expected.map((amount) => (amount === null ? null : amount * 100_000_000)),
      );
    },
  );
});
