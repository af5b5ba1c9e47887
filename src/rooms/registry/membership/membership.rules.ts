import { overlaps, type Spell } from '#kit/period.ts';

/** A membership among those of one organisation in one cluster. */
export interface MembershipSpell extends Spell {
  readonly id: string;
}

/** The spell that a new or amended one would overlap; null when it fits. `except` is the one being amended. */
export const overlapping = <Held extends MembershipSpell>(
  held: readonly Held[],
  wanted: Spell,
  except?: string,
): Held | null => held.find((one) => one.id !== except && overlaps(one, wanted)) ?? null;

/** Does the spell cover some day of the year? */
export const coversYear = (spell: Spell, year: number): boolean =>
  Number(spell.from.slice(0, 4)) <= year && (spell.to === null || year <= Number(spell.to.slice(0, 4)));
