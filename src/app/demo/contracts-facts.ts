import { readReference } from '#rooms/registry';
import type { ClusterFacts } from './contracts-story.ts';
import type { Invention } from './invented.ts';

type Listed = {
  readonly id: string;
  readonly name: string;
  readonly sector: string;
  readonly category: string | null;
};

/** What the story of each of these clusters starts from; those that the reference data does not know are left out. */
export async function contractingFacts(
  clusters: readonly Listed[],
  wanted: readonly string[],
  { organisations, memberships }: Invention,
): Promise<ClusterFacts[]> {
  const seats = new Map((await readReference('poles-2013.csv')).map((line) => [line.slug!, line]));
  const others = new Map((await readReference('poles-2013-complements.csv')).map((line) => [line.slug!, line]));
  const departements = await readReference('departements.csv');
  const communes = await readReference('communes.csv');
  const metropoles = new Set((await readReference('metropoles.csv')).map((line) => line.siren!));
  const bySiren = new Map(organisations.map((one) => [one.siren, one]));
  return clusters
    .filter(({ id }) => wanted.includes(id) && seats.has(id))
    .map(({ id, name, sector, category }) => {
      const seat = seats.get(id)!;
      const own = departements.find((line) => line.code === seat.department_code);
      const regions = [seat.region_code_2013!, ...(others.get(id)?.autres_regions_2013 ?? '').split(' ')].filter(
        Boolean,
      );
      const commune = communes.find((line) => line.nom === seat.city && line.departement === seat.department_code);
      return {
        id,
        name,
        sector,
        category: category === 'mondial' || category === 'a-vocation-mondiale' ? category : 'national',
        city: seat.city || null,
        departement: own ? { code: own.code!, name: own.nom! } : null,
        regions: regions.map((code) => ({
          code,
          departements: departements.filter((line) => line.region_2013 === code).map((line) => line.nom!),
        })),
        metropole: commune && metropoles.has(commune.epci!) ? commune.epci! : null,
        firms: (memberships.get(id) ?? [])
          .filter(({ to, college }) => to === null && college === 'sme')
          .map(({ siren }) => bySiren.get(siren)!)
          .filter(({ kind }) => kind === 'firm')
          .slice(0, 3)
          .map((firm) => firm.name),
      } satisfies ClusterFacts;
    });
}
