import { addMoney, type Cents } from '#kit/money.ts';
import { addDays, contains, type Day, type Spell } from '#kit/period.ts';
import type { Say } from '#kit/say.ts';
import { type SizeAnswer, sizeCategory } from './size-category.rules.ts';

/**
 * A legal unit that another one controls, for the days of the spell. Control means more than half of the voting rights, held directly
 * (code de commerce, art. L233-1 and L233-3); holdings below that are not links here, and the State or a local authority that
 * holds a company is not the head of its group. A company held half and half by two others has no parent.
 */
export interface GroupLink extends Spell {
  readonly parent: string;
  readonly child: string;
}

/** The closed accounts of one legal unit for one year; null is "unknown". */
export interface YearlyAccounts {
  readonly unit: string;
  /** The year that the accounts are named after. */
  readonly year: number;
  readonly closedOn: Day;
  /** Annual work units (R54). */
  readonly headcount: number | null;
  /** Without VAT. */
  readonly revenue: Cents | null;
  readonly balanceSheet: Cents | null;
  /** True when they cover the unit and all that it controls; held on the head of the enterprise, or of a part of it. */
  readonly consolidated: boolean;
}

/** Where the figures of the enterprise come from. */
export type SizeBasis =
  /** One legal unit alone: its own accounts. */
  | 'own'
  /** The consolidated accounts of the head. */
  | 'consolidated'
  /** The accounts of the units added up: sales and debts between them count twice, so money is at most this much. */
  | 'sum'
  /** No closed accounts at all. */
  | 'none';

export interface EnterpriseSize {
  readonly head: string;
  /** The legal units of the enterprise on that day, the head first. */
  readonly units: readonly string[];
  readonly basis: SizeBasis;
  /** True when the figures are a sum of accounts that were not consolidated. */
  readonly approximate: boolean;
  /** The accounts that were used, latest year first: "the years that explain it". */
  readonly accounts: readonly YearlyAccounts[];
  /** Units of the enterprise for which no closed accounts are known. */
  readonly unitsWithoutAccounts: readonly string[];
  readonly headcount: number | null;
  readonly revenue: Cents | null;
  readonly balanceSheet: Cents | null;
  readonly answer: SizeAnswer;
  /** What to know before relying on the answer. */
  readonly caveats: readonly Say[];
}

/** What is known of a group: its links and the accounts of its units, in any order. */
export interface GroupRecord {
  readonly links: readonly GroupLink[];
  readonly accounts: readonly YearlyAccounts[];
}

/** Two parents on one day are an error of entry: the latest link wins, then the first name, so that the answer does not depend on order. */
function parentOf(unit: string, links: readonly GroupLink[], day: Day): string | null {
  const active = links.filter((link) => link.child === unit && link.parent !== unit && contains(link, day));
  const latest = active.toSorted((a, b) => b.from.localeCompare(a.from) || a.parent.localeCompare(b.parent))[0];
  return latest?.parent ?? null;
}

/**
 * The head of the enterprise that a legal unit belongs to on a day: up from parent to parent (R55). Links that run in a circle have no top;
 * the first name of the circle stands for it, the same one whichever unit is asked.
 */
export function enterpriseHead(unit: string, links: readonly GroupLink[], day: Day): string {
  const path = [unit];
  for (;;) {
    const current = path[path.length - 1]!;
    const parent = parentOf(current, links, day);
    if (parent === null) return current;
    const met = path.indexOf(parent);
    if (met >= 0) return path.slice(met).toSorted()[0]!;
    path.push(parent);
  }
}

const childrenOf = (unit: string, links: readonly GroupLink[], day: Day): string[] =>
  [...new Set(links.filter((link) => link.parent === unit).map((link) => link.child))]
    .filter((child) => child !== unit && parentOf(child, links, day) === unit)
    .toSorted();

/** All legal units of the enterprise of `unit` on a day, its head first. */
export function enterpriseUnits(unit: string, links: readonly GroupLink[], day: Day): string[] {
  const found = [enterpriseHead(unit, links, day)];
  for (const member of found) found.push(...childrenOf(member, links, day).filter((child) => !found.includes(child)));
  return found;
}

/** The last accounts closed before a day (R54): a year closed on that very day does not count yet. */
function lastClosed(accounts: readonly YearlyAccounts[], day: Day): YearlyAccounts | null {
  const closed = accounts.filter((year) => year.closedOn < day);
  return closed.toSorted((a, b) => b.closedOn.localeCompare(a.closedOn) || b.year - a.year)[0] ?? null;
}

interface Collected {
  readonly used: YearlyAccounts[];
  readonly without: string[];
  readonly units: string[];
}

/** Consolidated accounts speak for a unit and all below it; otherwise its own, and those of each unit below. */
function collect(unit: string, group: GroupRecord, day: Day, into: Collected): Collected {
  const children = childrenOf(unit, group.links, day).filter((child) => !into.units.includes(child));
  const held = group.accounts.filter((accounts) => accounts.unit === unit);
  const consolidated = lastClosed(
    held.filter((accounts) => accounts.consolidated),
    day,
  );
  const own = lastClosed(
    held.filter((accounts) => !accounts.consolidated),
    day,
  );
  // A unit that heads nobody any more keeps old consolidated accounts: its own, when later, are the true ones.
  const last =
    children.length === 0 && consolidated && own && own.closedOn > consolidated.closedOn ? own : (consolidated ?? own);
  into.units.push(unit);
  if (last) into.used.push(last);
  else into.without.push(unit);
  if (last?.consolidated) return into;
  for (const child of children) collect(child, group, day, into);
  return into;
}

/** The total of one figure; null as soon as one part of it is unknown. */
function total<Figure extends number>(
  parts: readonly (Figure | null)[],
  add: (known: Figure[]) => Figure,
): Figure | null {
  const known = parts.filter((part) => part !== null);
  return known.length === parts.length && known.length > 0 ? add(known) : null;
}

const addNumbers = (known: number[]): number => known.reduce((sum, part) => sum + part, 0);

/**
 * The size of the enterprise of a legal unit on a day (R54, R55, R56): from the last year closed before that day, at the level of the
 * enterprise as its links stand on that day. The head's consolidated accounts when there are some; otherwise the sum of what its units
 * declare, marked as an approximation. Decisions on aid ask for the day of the decision.
 */
export function enterpriseSizeOn(day: Day, unit: string, group: GroupRecord): EnterpriseSize {
  const units = enterpriseUnits(unit, group.links, day);
  const head = units[0]!;
  const { used, without } = collect(head, group, day, { used: [], without: [], units: [] });
  const parts = [...used, ...without.map(() => null)];
  const headcount = total(
    parts.map((part) => part?.headcount ?? null),
    addNumbers,
  );
  const revenue = total(
    parts.map((part) => part?.revenue ?? null),
    (known) => addMoney(...known),
  );
  const balanceSheet = total(
    parts.map((part) => part?.balanceSheet ?? null),
    (known) => addMoney(...known),
  );
  const headcountAtLeast = addNumbers(used.map((part) => part.headcount ?? 0));
  const basis = basisOf(used, parts.length);
  const accounts = used.toSorted((a, b) => b.closedOn.localeCompare(a.closedOn) || a.unit.localeCompare(b.unit));
  return {
    head,
    units,
    basis,
    approximate: basis === 'sum',
    accounts,
    unitsWithoutAccounts: without,
    headcount,
    revenue,
    balanceSheet,
    answer: sizeCategory({ headcount, revenue, balanceSheet, headcountAtLeast }),
    caveats: caveatsOf(basis, accounts, without, group, head, day),
  };
}

function basisOf(used: readonly YearlyAccounts[], parts: number): SizeBasis {
  if (used.length === 0) return 'none';
  if (parts > 1) return 'sum';
  return used[0]!.consolidated ? 'consolidated' : 'own';
}

function caveatsOf(
  basis: SizeBasis,
  accounts: readonly YearlyAccounts[],
  without: readonly string[],
  group: GroupRecord,
  head: string,
  day: Day,
): Say[] {
  const caveats: Say[] = [];
  if (basis === 'sum') {
    caveats.push({
      fr: 'Approximation\u202f: les comptes des unités légales sont additionnés, sans consolidation. Les ventes entre elles comptent deux fois. Saisissez les comptes consolidés de la tête pour une catégorie certaine.',
      en: 'Approximation: the accounts of the legal units are added up, not consolidated. Sales between them count twice. Enter the consolidated accounts of the head for a certain category.',
    });
  }
  if (without.length > 0 && basis !== 'none') {
    caveats.push({
      fr: `Comptes inconnus pour ${without.length === 1 ? 'une unité légale' : `${without.length} unités légales`} de l’entreprise.`,
      en: `Accounts unknown for ${without.length === 1 ? 'one legal unit' : `${without.length} legal units`} of the enterprise.`,
    });
  }
  const years = [...new Set(accounts.map((one) => one.year))];
  if (years.length > 1) {
    caveats.push({
      fr: `Les comptes réunis ne sont pas tous de la même année\u202f: ${years.join(', ')}.`,
      en: `The accounts brought together are not all of the same year: ${years.join(', ')}.`,
    });
  }
  const later = lastClosed(
    group.accounts.filter((one) => one.unit === head && !one.consolidated),
    day,
  );
  if (basis === 'consolidated' && later && later.year > accounts[0]!.year) {
    caveats.push({
      fr: `Les comptes consolidés ${later.year} ne sont pas saisis\u202f: ceux de ${accounts[0]!.year} sont utilisés.`,
      en: `The consolidated accounts of ${later.year} have not been entered: those of ${accounts[0]!.year} are used.`,
    });
  }
  return caveats;
}

/** The size of an enterprise over the days of a spell on which it does not change. */
export interface SizeSpell extends Spell {
  readonly size: EnterpriseSize;
}

/**
 * The whole history of an enterprise's size (R56), oldest first, without gap from the first closed accounts on: a new line the day after each
 * closing of accounts, and each time the group changes. The last line has no end.
 */
export function enterpriseSizeHistory(unit: string, group: GroupRecord): SizeSpell[] {
  const changes = [
    ...group.accounts.map((accounts) => addDays(accounts.closedOn, 1)),
    ...group.links.flatMap((link) => [link.from, ...(link.to === null ? [] : [addDays(link.to, 1)])]),
  ];
  const days = [...new Set(changes)].toSorted();
  const lines: SizeSpell[] = [];
  for (const [place, from] of days.entries()) {
    const size = enterpriseSizeOn(from, unit, group);
    const next = days[place + 1];
    const to = next === undefined ? null : addDays(next, -1);
    const previous = lines.at(-1);
    if (size.basis === 'none' && previous === undefined) continue;
    if (previous && sameSize(previous.size, size)) lines[lines.length - 1] = { ...previous, to };
    else lines.push({ from, to, size });
  }
  return lines;
}

/** The same enterprise on the same accounts, and the same units without any: another group's closing, or a link elsewhere, made no difference. */
const sameSize = (one: EnterpriseSize, other: EnterpriseSize): boolean =>
  one.units.join() === other.units.join() &&
  one.unitsWithoutAccounts.join() === other.unitsWithoutAccounts.join() &&
  one.accounts.length === other.accounts.length &&
  one.accounts.every((accounts, place) => accounts === other.accounts[place]);
