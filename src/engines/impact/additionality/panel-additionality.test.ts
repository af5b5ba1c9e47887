import { describe, expect, it } from 'vitest';
import { aggregate, aggregateJointly } from '../aggregate.ts';
import { estimateGroupTime } from '../group-time/estimate.ts';
import { matchedPanel } from '../matching/matched-panel.ts';
import { matchUnits } from '../matching/matching.ts';
import { unitsToMatch } from '../matching/units-to-match.ts';
import type { WidePanel } from '../panel.ts';
import { uniformAt } from '../random.ts';
import { additionality } from './additionality.ts';

const FIRMS = 600;
const YEARS = [2010, 2011, 2012, 2013, 2014, 2015];
const AID = 50;
/** Euros of own-financed R&D that one euro of aid brings. */
const LEVERAGE = 0.8;

/** Firms choose to join by their size; aid of 50 k EUR brings 40 k EUR of own R&D; R&D grows faster in large firms. */
function firms(): WidePanel {
  const size = Float64Array.from({ length: FIRMS }, (_, i) => uniformAt(7, i, 0, 0));
  const firstTreated = size.map((own, i) =>
    uniformAt(7, i, 0, 1) < 0.15 + 0.5 * own ? 2012 + Math.floor(3 * uniformAt(7, i, 0, 2)) : 0,
  );
  const column = (value: (i: number, year: number) => number): Float64Array =>
    Float64Array.from({ length: FIRMS * YEARS.length }, (_, at) => value(at % FIRMS, YEARS[Math.floor(at / FIRMS)]!));
  const isTreated = (i: number, year: number): boolean => firstTreated[i]! > 0 && year >= firstTreated[i]!;
  const aid = column((i, year) => 10 + 5 * uniformAt(7, i, year, 3) + (isTreated(i, year) ? AID : 0));
  const rd = column(
    (i, year) =>
      200 * size[i]! +
      10 * (year - 2010) * size[i]! +
      40 * uniformAt(7, i, year, 4) +
      (isTreated(i, year) ? AID * (1 + LEVERAGE) : 0),
  );
  return {
    layout: 'wide',
    unit: Array.from({ length: FIRMS }, (_, i) => `firm ${i}`),
    periods: Float64Array.from(YEARS),
    firstTreated,
    outcomes: { rd, aid, own: rd.map((total, at) => total - aid[at]!) },
    covariates: { size: { kind: 'numeric', values: size } },
  };
}

describe('additionality of a panel of firms', () => {
  const panel = firms();
  const treated = panel.firstTreated.filter((g) => g > 0).length;
  const estimate = async (own: WidePanel) => {
    const result = await estimateGroupTime(own, { outcomes: ['rd', 'aid', 'own'], controls: 'never', method: 'reg' });
    return { result, effects: aggregateJointly(result, { kind: 'dynamic' }) };
  };

  it('joins the effects on R&D and aid so that own-financed R&D, estimated apart, is their difference with the same error', async () => {
    const { result, effects } = await estimate(panel);
    const { own } = additionality({ effects, treated });
    const apart = aggregate(result, { kind: 'dynamic', outcome: 'own' }).overall;
    expect(own.att).toBeCloseTo(apart.att!, 9);
    expect(own.se).toBeCloseTo(apart.se!, 9);
  });

  it('gives after matching on size and on earlier R&D the leverage that the firms were made with', async () => {
    const units = unitsToMatch(panel, 2010, [['rd', 2010]]);
    const matched = matchUnits(units, { calipers: [{ on: 'distance', width: 0.05, standardised: true }] });
    const own = matchedPanel(panel, matched, 'pair');
    expect(own.unit).toHaveLength(matched.sizes.treated.matched + matched.sizes.control.matched);
    const { result, effects } = await estimate(own);
    expect(result.clusters).toBe(matched.groupCount);
    const found = additionality({ effects, treated: matched.sizes.treated.matched });
    expect(found.verdict).toBe('leverage');
    expect(found.leverage.ratio).toBeGreaterThan(1 + LEVERAGE - 0.15);
    expect(found.leverage.ratio).toBeLessThan(1 + LEVERAGE + 0.15);
    const biased = additionality({ effects: (await estimate(panel)).effects, treated }).rd.att;
    expect(Math.abs(found.rd.att - AID * (1 + LEVERAGE))).toBeLessThan(Math.abs(biased - AID * (1 + LEVERAGE)));
  });

  it('refuses to match on a year in which firms are already treated, or on an outcome that comes later', () => {
    expect(() => unitsToMatch(panel, 2013)).toThrowError('units are already treated in 2013');
    expect(() => unitsToMatch(panel, 2010, [['rd', 2011]])).toThrowError('rd of 2011 is not known yet');
    expect(() => unitsToMatch(panel, 2009)).toThrowError('Period 2009 is not in the panel');
  });

  it('cannot cluster by pair when a firm may be in several', () => {
    const matched = matchUnits(unitsToMatch(panel, 2010), { replace: true });
    expect(() => matchedPanel(panel, matched, 'pair')).toThrowError('With replacement a firm may be in several pairs');
    const { weights } = matchedPanel(panel, matched, 'unit');
    expect(weights!.length).toBe(matched.sizes.treated.matched + matched.sizes.control.matched);
  });
});
