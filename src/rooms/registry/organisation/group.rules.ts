import { overlaps, type Spell } from '#kit/period.ts';
import type { GroupLink } from '../enterprise-size.rules.ts';

/**
 * Would a new link close a circle: does the child already control the parent, directly or not, on some day of the link? Chains are
 * followed with the days that all their links share, so that a circle of links that never hold together is none.
 */
export function closesCircle(links: readonly GroupLink[], link: GroupLink): boolean {
  const within = (one: Spell, other: Spell): Spell => ({
    from: one.from > other.from ? one.from : other.from,
    to: [one.to, other.to].filter((day) => day !== null).toSorted()[0] ?? null,
  });
  const reach: { readonly unit: string; readonly days: Spell; readonly through: readonly string[] }[] = [
    { unit: link.child, days: link, through: [link.child] },
  ];
  for (const { unit, days, through } of reach) {
    if (unit === link.parent) return true;
    for (const next of links)
      if (next.parent === unit && !through.includes(next.child) && overlaps(next, days))
        reach.push({ unit: next.child, days: within(next, days), through: [...through, next.child] });
  }
  return false;
}
