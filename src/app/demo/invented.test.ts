import { describe, expect, it } from 'vitest';
import { isSyntheticSiren } from '#rooms/registry';
import { type ClusterBrief, invent, REFERENCE_DAY } from './invented.ts';

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
const active = spells.filter(({ from, to }) => from <= REFERENCE_DAY && (to === null || to >= REFERENCE_DAY));
const on = (day: string) => spells.filter(({ from, to }) => from <= day && (to === null || to >= day)).length;

describe('the invented members', () => {
  it('are about 187 a cluster, of which 57 % in the college of SMEs, as in 2011', () => {
    expect(active.length / clusters.length).toBeGreaterThan(187 * 0.93);
    expect(active.length / clusters.length).toBeLessThan(187 * 1.07);
    expect(active.filter(({ college }) => college === 'sme').length / active.length).toBeCloseTo(0.57, 2);
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
    const bySiren = Map.groupBy(active, ({ siren }) => siren);
    expect([...bySiren.values()].filter((of) => of.length > 1).length).toBeGreaterThan(500);
    for (const list of invention.memberships.values())
      expect(new Set(list.map(({ siren }) => siren)).size).toBe(list.length);
  });

  it('end after they began, and say why', () => {
    const ended = spells.filter(({ to }) => to !== null);
    expect(ended.length).toBeGreaterThan(500);
    expect(ended.filter(({ from, to, endReason }) => to! <= from || !endReason)).toEqual([]);
  });
});
