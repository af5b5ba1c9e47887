import { intersection, type Spell } from '#kit/period.ts';
import type { GroupLink } from '../enterprise-size.rules.ts';

/**
 * Would a new link close a circle: does the child already control the parent, directly or not, on some day of the link? Chains are
 * followed with the days that all their links share, so that a circle of links that never hold together is none.
 */
export function closesCircle(links: readonly GroupLink[], link: GroupLink): boolean {
  const reach: { readonly unit: string; readonly days: Spell; readonly through: readonly string[] }[] = [
    { unit: link.child, days: link, through: [link.child] },
  ];
  for (const { unit, days, through } of reach) {
    if (unit === link.parent) return true;
    for (const next of links) {
      const shared = next.parent === unit && !through.includes(next.child) ? intersection(next, days) : null;
      if (shared) reach.push({ unit: next.child, days: shared, through: [...through, next.child] });
    }
  }
  return false;
}
