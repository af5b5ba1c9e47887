import { addDays, type Day } from '#kit/period.ts';
import type { Chance } from './chance.ts';
import { type Course, TODAY } from './projects-course.ts';
import type { InventedPartner, InventedResult } from './projects-invented.ts';

const COUNTRIES = ['FR', 'FR', 'FR', 'DE', 'IT', 'ES', 'US', 'CN'];

/** What came out of a project whose research is over: results first, then the factory, the first sale, and each year on the market. */
export function inventResults(draw: Chance, course: Course, partners: readonly InventedPartner[]): InventedResult[] {
  const { stages } = course;
  const { completed, industrialisation, market } = stages;
  if (!completed) return [];
  const [lead, second = lead] = partners as [InventedPartner, InventedPartner?];
  const { reference } = lead;
  const blank = {
    year: null,
    title: null,
    euros: null,
    country: null,
    exportPercent: null,
    jobsCreated: null,
    jobsKept: null,
  };
  const results: InventedResult[] = [];
  const before = (days: number): Day => addDays(completed, -days);
  if (draw.hit(0.6))
    results.push({
      ...blank,
      reference,
      siren: lead.siren,
      kind: draw.pick(['product', 'process', 'service']),
      on: before(draw.whole(0, 90)),
      title: 'Résultat principal (inventé)',
    });
  if (draw.hit(0.35))
    results.push({
      ...blank,
      reference,
      siren: second!.siren,
      kind: 'patent',
      on: before(draw.whole(30, 400)),
      title: 'Brevet déposé (inventé)',
    });
  // Research that ends leaves something to read, if nothing else.
  if (draw.hit(0.5) || results.length === 0)
    results.push({
      ...blank,
      reference,
      siren: partners.at(-1)!.siren,
      kind: 'publication',
      on: before(draw.whole(10, 500)),
      title: 'Publication (inventée)',
    });
  if (industrialisation)
    results.push({
      ...blank,
      reference,
      siren: lead.siren,
      kind: 'investment',
      on: industrialisation,
      euros: Math.round(draw.around(1_500_000, 0.7) / 10_000) * 10_000,
      jobsCreated: draw.whole(2, 40),
    });
  if (!market) return results;
  results.push({
    ...blank,
    reference,
    siren: lead.siren,
    kind: 'first-sale',
    on: market,
    country: stages.diffused ? draw.pick(COUNTRIES.slice(2)) : draw.pick(COUNTRIES),
    euros: Math.round(draw.around(60_000, 0.9) / 1_000) * 1_000,
  });
  const lastYear = Number(TODAY.slice(0, 4)) - 1;
  let revenue = draw.around(250_000, 0.8);
  for (let year = Number(market.slice(0, 4)); year <= lastYear; year++) {
    results.push({
      ...blank,
      reference,
      siren: lead.siren,
      kind: 'market-year',
      on: null,
      year,
      euros: Math.round(revenue / 1_000) * 1_000,
      exportPercent: draw.whole(0, 60),
      jobsCreated: draw.whole(0, 12),
      jobsKept: draw.whole(0, 8),
    });
    revenue *= 1.1 + draw.next();
  }
  return results;
}
