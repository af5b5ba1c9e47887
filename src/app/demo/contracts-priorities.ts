import type { Call } from '#kit/context.ts';
import type { Day } from '#kit/period.ts';
import { listRegionalPriorities, saveRegionalPriority } from '#rooms/contracts';
import { playOn } from './contracts-play.ts';

/** Invented priorities, three to a region; none may pass for that of a region. */
const TITLES = [
  'Industrie du futur et procédés sobres',
  'Santé et bien vieillir',
  'Transition énergétique des territoires',
  'Numérique utile aux entreprises et aux services publics',
  'Alimentation et bioressources',
  'Mobilités et logistique durables',
  'Matériaux et conception avancée',
  'Eau, littoral et prévention des risques',
];
const TO_EACH = 3;

export type Priorities = ReadonlyMap<string, readonly { readonly id: string }[]>;

/** The priorities to which objectives are tied (T5), by region; written where there are none. */
export async function writePriorities(call: Call, regions: readonly string[]): Promise<Priorities> {
  const play = playOn(call, '2013-01-14' as Day);
  const { rows } = await play.act(listRegionalPriorities, {});
  for (const [rank, region] of [...new Set(regions)].toSorted().entries()) {
    if (rows.some((row) => row.region.code === region)) continue;
    for (let each = 0; each < TO_EACH; each++)
      await play.act(saveRegionalPriority, {
        region,
        title: `${TITLES[(rank + each * TO_EACH) % TITLES.length]} (priorité inventée)`,
        document: 'Stratégie régionale inventée pour la démonstration',
        validFrom: '2013-01-01',
        certainty: 'background',
        synthetic: true,
      });
  }
  const { rows: all } = await play.act(listRegionalPriorities, {});
  return Map.groupBy(all, (row) => row.region.code);
}
