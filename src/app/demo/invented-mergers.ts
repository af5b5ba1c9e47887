import { addDays, day } from '#kit/period.ts';
import type { InventedMembership } from './invented.ts';

/** Clusters of 2013 that became one, with the regions of the one that came out of them, the coordinating region first. */
export interface Merger {
  readonly clusters: readonly string[];
  readonly into: string;
  readonly on: string;
  /** Of its seat: that of the first of them. */
  readonly departement: string;
  readonly regions: Readonly<Record<'2013' | '2016', readonly string[]>>;
  readonly source: string;
}

/** Mergers of which a year before the demonstration's day is known (cluster-facts.ts of the register); the day itself is invented. */
export const MERGERS: readonly Merger[] = [
  {
    clusters: ['pegase', 'risques'],
    into: 'safe-cluster',
    on: '2015-07-01',
    departement: '13',
    regions: { '2013': ['93', '91'], '2016': ['93', '76'] },
    source: 'Démonstration\u202f: l’année est celle de la presse, le jour est inventé',
  },
  {
    clusters: ['fibres', 'alsace-energivie'],
    into: 'fibres-energivie',
    on: '2015-07-01',
    departement: '88',
    regions: { '2013': ['41', '42'], '2016': ['44'] },
    source: 'Démonstration\u202f: l’année est à vérifier, le jour est inventé',
  },
];

/** Members of merged clusters leave them on the eve, and are members of the one that came out of them from that day, once each. */
export function mergeMemberships(memberships: Map<string, readonly InventedMembership[]>): void {
  for (const { clusters, into, on } of MERGERS) {
    const eve = addDays(day(on), -1);
    const joined = new Map<string, InventedMembership>();
    for (const cluster of clusters) {
      const spells = memberships.get(cluster) ?? [];
      for (const spell of spells)
        if (spell.to === null || spell.to >= on) {
          const from = [spell.from, on].toSorted().at(-1)!;
          const known = joined.get(spell.siren);
          if (!known || (known.to !== null && (spell.to === null || spell.to > known.to)))
            joined.set(spell.siren, { ...spell, from });
        }
      memberships.set(
        cluster,
        spells
          .filter(({ from }) => from < on)
          .map((spell) =>
            spell.to === null || spell.to >= on ? { ...spell, to: eve, endReason: 'fusion des pôles' } : spell,
          ),
      );
    }
    if (joined.size > 0) memberships.set(into, [...joined.values()]);
  }
}
