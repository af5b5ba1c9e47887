import { describe, expect, it } from 'vitest';
import { isSyntheticSiren } from '#rooms/registry';
import { type ClusterBrief, invent, REFERENCE_DAY } from './invented.ts';
import { MERGERS } from './invented-mergers.ts';

/** 71 clusters as in 2013: 18 with a world vocation, each in one département of three. */
const clusters: ClusterBrief[] = Array.from({ length: 71 }, (_, place) => ({
  id: `pole-${place}`,
  sector: ['Biotechnologies et santé', 'Logiciels et systèmes complexes', 'Énergie', 'Matériaux', 'Finance'][
    place % 5
  ]!,
  departements: ['38', '69', '31'].slice(0, 1 + (place % 3)),
  world: place < 18,
}));
const communes = new Map([
  ['38', ['38185', '38053']],
  ['69', ['69123']],
  ['31', ['31555']],
]);
const invention = invent(clusters, communes);
const spells = [...invention.memberships.values()].flat();
const bySiren = new Map(invention.organisations.map((one) => [one.siren, one]));
const holding = (day: string) => spells.filter(({ from, to }) => from <= day && (to === null || to >= day));
const on = (day: string) => holding(day).length;
const active = holding(REFERENCE_DAY);

describe('the invented members', () => {
  it('are about 187 a cluster in 2011, and 57 % of those of the reference day stand in the college of SMEs, as in 2011', () => {
    expect(on('2011-12-31') / clusters.length).toBeGreaterThan(187 * 0.97);
    expect(on('2011-12-31') / clusters.length).toBeLessThan(187 * 1.03);
    expect(active.filter(({ college }) => college === 'sme').length / active.length).toBeCloseTo(0.57, 2);
  });

  it('are about 8,500 firms in 2014, of which SMEs, mid-caps and large enterprises about 75, 17 and 8 %', () => {
    const firms = [...new Set(holding('2014-12-31').map(({ siren }) => siren))]
      .map((siren) => bySiren.get(siren)!)
      .filter(({ kind }) => kind === 'firm');
    expect(Math.abs(firms.length - 8_500)).toBeLessThan(8_500 * 0.07);
    for (const [size, percent] of [
      ['sme', 75],
      ['eti', 17],
      ['large', 8],
    ] as const)
      expect(Math.abs((100 * firms.filter((firm) => firm.size === size).length) / firms.length - percent)).toBeLessThan(
        3,
      );
  });

  it('join and leave in each year from 2013 to 2018, and a few firms cease', () => {
    for (const year of ['2013', '2014', '2015', '2016', '2017', '2018']) {
      expect(spells.filter(({ from }) => from.startsWith(year)).length).toBeGreaterThan(100);
      expect(spells.filter(({ to }) => to?.startsWith(year)).length).toBeGreaterThan(100);
    }
    const ceased = invention.organisations.filter((one) => one.ceased !== null);
    expect(ceased.length).toBeGreaterThan(300);
    for (const { siren, ceased: day } of ceased)
      expect(spells.filter((spell) => spell.siren === siren && (spell.to === null || spell.to > day!))).toEqual([]);
    expect(spells.filter(({ from, to }) => from > REFERENCE_DAY || (to ?? '') > REFERENCE_DAY)).toEqual([]);
  });

  it('close their accounts from their first year to 2017, or to the last before they ceased, each near the one before', () => {
    for (const { kind, created, ceased, accounts } of invention.organisations) {
      const first = Math.max(2012, Number(created.slice(0, 4)));
      const last = ceased === null ? 2017 : Number(ceased.slice(0, 4)) - 1;
      const years =
        kind === 'firm' ? Array.from({ length: Math.max(0, last - first + 1) }, (_, rank) => first + rank) : [];
      expect(accounts.map(({ year }) => year)).toEqual(years);
      for (const [rank, { headcount, revenueEuros, balanceEuros }] of accounts.entries()) {
        expect(headcount).toBeGreaterThan(0);
        expect(revenueEuros).toBeGreaterThan(0);
        expect(balanceEuros).toBeGreaterThan(0);
        const before = accounts[rank - 1]?.headcount ?? headcount;
        expect(Math.abs(headcount - before)).toBeLessThanOrEqual(Math.max(1, before * 0.4));
      }
    }
  });

  it('of clusters that became one are members of the new one from that day, once each (R09)', () => {
    const [merger] = MERGERS;
    const two = invent(
      clusters.slice(0, 2).map((cluster, rank) => ({ ...cluster, id: merger!.clusters[rank]! })),
      communes,
    ).memberships;
    const eve = (spell: { to: string | null }) => spell.to !== null && spell.to < merger!.on;
    const joined = two.get(merger!.into)!;
    expect(merger!.clusters.flatMap((id) => two.get(id)!).every(eve)).toBe(true);
    expect(joined.every(({ from }) => from >= merger!.on)).toBe(true);
    expect(joined.length).toBeGreaterThan(200);
    expect(new Set(joined.map(({ siren }) => siren)).size).toBe(joined.length);
  });

  it('grew by about half between 2008 and 2011', () => {
    expect(on('2011-12-31') / on('2008-12-31')).toBeGreaterThan(1.35);
    expect(on('2011-12-31') / on('2008-12-31')).toBeLessThan(1.75);
  });

  it('cannot be mistaken for real firms: reserved SIREN, « (fictif) », no name twice', () => {
    const { organisations } = invention;
    expect(organisations.every(({ siren }) => isSyntheticSiren(siren))).toBe(true);
    expect(organisations.every(({ name }) => name.endsWith(' (fictif)'))).toBe(true);
    expect(new Set(organisations.map(({ name }) => name)).size).toBe(organisations.length);
    expect(new Set(organisations.map(({ siren }) => siren)).size).toBe(organisations.length);
  });

  it('are the same on every machine', () => {
    expect(invent(clusters, communes)).toEqual(invention);
  });

  it('share firms between clusters, and never join a cluster twice at once (R111)', () => {
    const spellsOf = Map.groupBy(active, ({ siren }) => siren);
    expect([...spellsOf.values()].filter((of) => of.length > 1).length).toBeGreaterThan(500);
    for (const list of invention.memberships.values())
      expect(new Set(list.map(({ siren }) => siren)).size).toBe(list.length);
  });

  it('end after they began, and say why', () => {
    const ended = spells.filter(({ to }) => to !== null);
    expect(ended.length).toBeGreaterThan(500);
    expect(ended.filter(({ from, to, endReason }) => to! <= from || !endReason)).toEqual([]);
  });
});
