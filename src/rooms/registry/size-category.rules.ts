import { type Cents, euros } from '#kit/money.ts';
import { formatCents, formatNumber, type Say, speaking } from '#kit/say.ts';

/**
 * The four size categories of décret n° 2008-1354 of 18 December 2008, article 3, in rising order. A micro-enterprise is
 * also an SME (R50, R51): ask `isSme`, never compare with `pme`.
 */
export const SIZE_CATEGORIES = ['micro', 'pme', 'eti', 'ge'] as const;
export type SizeCategory = (typeof SIZE_CATEGORIES)[number];

export const sizeCategoryNames: Readonly<Record<SizeCategory, Say>> = {
  micro: { fr: 'Microentreprise', en: 'Micro-enterprise' },
  pme: { fr: 'Petite et moyenne entreprise (PME)', en: 'Small and medium-sized enterprise (SME)' },
  eti: { fr: 'Entreprise de taille intermédiaire (ETI)', en: 'Mid-cap company (ETI)' },
  ge: { fr: 'Grande entreprise (GE)', en: 'Large enterprise (GE)' },
};

export const isSme = (category: SizeCategory): boolean => category === 'micro' || category === 'pme';

/** Limits of décret 2008-1354, article 3: staff strictly below, and revenue or balance sheet up to and including. */
export const MICRO_HEADCOUNT_LIMIT = 10;
export const MICRO_REVENUE_LIMIT = euros(2_000_000);
export const MICRO_BALANCE_SHEET_LIMIT = euros(2_000_000);
export const SME_HEADCOUNT_LIMIT = 250;
export const SME_REVENUE_LIMIT = euros(50_000_000);
export const SME_BALANCE_SHEET_LIMIT = euros(43_000_000);
export const ETI_HEADCOUNT_LIMIT = 5_000;
export const ETI_REVENUE_LIMIT = euros(1_500_000_000);
export const ETI_BALANCE_SHEET_LIMIT = euros(2_000_000_000);

interface Ceiling {
  readonly category: SizeCategory;
  /** Staff must be below. */
  readonly headcount: number;
  /** And one of these two at most. */
  readonly revenue: Cents;
  readonly balanceSheet: Cents;
}

/** R50, R51, R52; whoever stands above the last is a large enterprise (R53). */
const CEILINGS: readonly Ceiling[] = [
  {
    category: 'micro',
    headcount: MICRO_HEADCOUNT_LIMIT,
    revenue: MICRO_REVENUE_LIMIT,
    balanceSheet: MICRO_BALANCE_SHEET_LIMIT,
  },
  {
    category: 'pme',
    headcount: SME_HEADCOUNT_LIMIT,
    revenue: SME_REVENUE_LIMIT,
    balanceSheet: SME_BALANCE_SHEET_LIMIT,
  },
  {
    category: 'eti',
    headcount: ETI_HEADCOUNT_LIMIT,
    revenue: ETI_REVENUE_LIMIT,
    balanceSheet: ETI_BALANCE_SHEET_LIMIT,
  },
];

/** What the category is computed from; null is "unknown", which is not zero. */
export interface SizeInputs {
  /** Annual work units of the last closed year (R54). Part-time work makes fractions. */
  readonly headcount: number | null;
  /** Yearly revenue without VAT. */
  readonly revenue: Cents | null;
  /** Balance-sheet total, consolidated within the enterprise. */
  readonly balanceSheet: Cents | null;
  /** When the headcount is unknown as a whole but a part of it is known: it is at least this. */
  readonly headcountAtLeast?: number;
}

const SIZE_INPUTS = ['headcount', 'revenue', 'balanceSheet'] as const;
export type SizeInput = (typeof SIZE_INPUTS)[number];

export type SizeAnswer =
  | { readonly category: SizeCategory; readonly why: readonly Say[] }
  | {
      readonly category: null;
      /** The unknown figures that could change the answer; the others need not be asked for. */
      readonly missing: readonly SizeInput[];
      /** What the category may turn out to be, smallest first. */
      readonly possible: readonly SizeCategory[];
      readonly why: readonly Say[];
    };

interface Figures {
  readonly headcount: number;
  readonly revenue: number;
  readonly balanceSheet: number;
}

const standsUnder = (ceiling: Ceiling, of: Figures): boolean =>
  of.headcount < ceiling.headcount && (of.revenue <= ceiling.revenue || of.balanceSheet <= ceiling.balanceSheet);

const categoryOf = (of: Figures): SizeCategory =>
  CEILINGS.find((ceiling) => standsUnder(ceiling, of))?.category ?? 'ge';

/** One figure for each step on which an unknown may stand: two figures of one step never give two categories. */
const HEADCOUNT_STEPS = [0, ...CEILINGS.map((ceiling) => ceiling.headcount)];
const REVENUE_STEPS = [0, ...CEILINGS.map((ceiling) => ceiling.revenue + 1)];
const BALANCE_SHEET_STEPS = [0, ...CEILINGS.map((ceiling) => ceiling.balanceSheet + 1)];

function stepsOf(inputs: SizeInputs): Record<SizeInput, readonly number[]> {
  const floor = inputs.headcountAtLeast ?? 0;
  return {
    headcount:
      inputs.headcount === null ? [floor, ...HEADCOUNT_STEPS.filter((step) => step > floor)] : [inputs.headcount],
    revenue: inputs.revenue === null ? REVENUE_STEPS : [inputs.revenue],
    balanceSheet: inputs.balanceSheet === null ? BALANCE_SHEET_STEPS : [inputs.balanceSheet],
  };
}

/** Every set of figures that the known ones allow, one for each way of standing on the steps. */
const figuresOn = (steps: Record<SizeInput, readonly number[]>): Figures[] =>
  steps.headcount.flatMap((headcount) =>
    steps.revenue.flatMap((revenue) =>
      steps.balanceSheet.map((balanceSheet) => ({ headcount, revenue, balanceSheet })),
    ),
  );

/** Can moving this figure alone, the others standing still, change the category? */
const matters = (input: SizeInput, steps: Record<SizeInput, readonly number[]>): boolean =>
  figuresOn({ ...steps, [input]: steps[input].slice(0, 1) }).some(
    (figures) => new Set(steps[input].map((moved) => categoryOf({ ...figures, [input]: moved }))).size > 1,
  );

/**
 * The size category of one enterprise (R50 to R53). A figure that is unknown is tried on every step where it may stand: when the
 * answer never changes it is given (5,200 staff is a large enterprise whatever the money), otherwise it is null with what is missing.
 *
 * The European recommendation 2003/361 moves a firm from one class to another only after two consecutive years beyond a limit, and
 * counts partner and linked enterprises its own way. The décret does not, and this is the décret: State-aid rates need the other definition.
 */
export function sizeCategory(inputs: SizeInputs): SizeAnswer {
  const steps = stepsOf(inputs);
  const found = new Set(figuresOn(steps).map(categoryOf));
  const possible = SIZE_CATEGORIES.filter((category) => found.has(category));
  const missing = SIZE_INPUTS.filter((input) => inputs[input] === null && matters(input, steps));
  // Sentences are only written for who reads them: an import computes 50,000 categories and shows none.
  if (possible.length > 1)
    return {
      category: null,
      missing,
      possible,
      get why() {
        return [whyUnknown(missing, possible)];
      },
    };
  return {
    category: possible[0]!,
    get why() {
      return whyCategory(possible[0]!, inputs);
    },
  };
}

/** « 60 M€ » when that is the whole truth, every digit otherwise: 50 000 000,01 € must not read as the limit that it passes. */
const money = (amount: number): string => formatCents(amount, amount % 10_000_000 === 0);

/** Both languages of a sentence whose numbers follow the language. */
const inBoth = (fr: () => string, en: () => string): Say => ({ fr: speaking('fr', fr), en: speaking('en', en) });

const inputNames: Readonly<Record<SizeInput, Say>> = {
  headcount: { fr: 'l’effectif', en: 'headcount' },
  revenue: { fr: 'le chiffre d’affaires', en: 'revenue' },
  balanceSheet: { fr: 'le total de bilan', en: 'balance-sheet total' },
};

const lists = {
  fr: { all: new Intl.ListFormat('fr'), one: new Intl.ListFormat('fr', { type: 'disjunction' }) },
  en: { all: new Intl.ListFormat('en-GB'), one: new Intl.ListFormat('en-GB', { type: 'disjunction' }) },
};

function whyUnknown(missing: readonly SizeInput[], possible: readonly SizeCategory[]): Say {
  const figures = (language: 'fr' | 'en') =>
    lists[language].all.format(missing.map((input) => inputNames[input][language]));
  const sizes = (language: 'fr' | 'en') =>
    lists[language].one.format(possible.map((category) => aSize[category][language]));
  return {
    fr: `Catégorie inconnue\u202f: il manque ${figures('fr')}. Ce peut être ${sizes('fr')}.`,
    en: `Category unknown: ${figures('en')} missing. It may be ${sizes('en')}.`,
  };
}

const aSize: Readonly<Record<SizeCategory, Say>> = {
  micro: { fr: 'une microentreprise', en: 'a micro-enterprise' },
  pme: { fr: 'une PME', en: 'an SME' },
  eti: { fr: 'une ETI', en: 'a mid-cap company' },
  ge: { fr: 'une grande entreprise', en: 'a large enterprise' },
};

/** Why the enterprise is above a ceiling: its staff alone is enough, otherwise both amounts of money are. */
function whyAbove(ceiling: Ceiling, inputs: SizeInputs): Say {
  const name = aSize[ceiling.category];
  const staff = inputs.headcount ?? inputs.headcountAtLeast ?? 0;
  const [least, leastEn] = inputs.headcount === null ? ['au moins ', 'at least '] : ['', ''];
  if (staff >= ceiling.headcount) {
    return inBoth(
      () =>
        `Plus grande qu’${name.fr}\u202f: ${least}${formatNumber(staff, 2)} unités de travail annuel, quand il en faut moins de ${formatNumber(ceiling.headcount)}.`,
      () =>
        `Larger than ${name.en}: ${leastEn}${formatNumber(staff, 2)} annual work units, where fewer than ${formatNumber(ceiling.headcount)} are needed.`,
    );
  }
  const { revenue, balanceSheet } = inputs as { revenue: Cents; balanceSheet: Cents };
  return inBoth(
    () =>
      `Plus grande qu’${name.fr}\u202f: chiffre d’affaires de ${money(revenue)}, au-dessus de ${money(ceiling.revenue)}, et bilan de ${money(balanceSheet)}, au-dessus de ${money(ceiling.balanceSheet)}.`,
    () =>
      `Larger than ${name.en}: revenue of ${money(revenue)}, above ${money(ceiling.revenue)}, and balance sheet of ${money(balanceSheet)}, above ${money(ceiling.balanceSheet)}.`,
  );
}

/** Why the enterprise stands under a ceiling: its staff, and one of the two amounts. */
function whyUnder(ceiling: Ceiling, inputs: SizeInputs): Say {
  const staff = inputs.headcount as number;
  const byRevenue = inputs.revenue !== null && inputs.revenue <= ceiling.revenue;
  const [amount, limit] = byRevenue
    ? [inputs.revenue as Cents, ceiling.revenue]
    : [inputs.balanceSheet as Cents, ceiling.balanceSheet];
  return inBoth(
    () =>
      `${formatNumber(staff, 2)} unités de travail annuel, moins de ${formatNumber(ceiling.headcount)}, et ${byRevenue ? 'chiffre d’affaires' : 'bilan'} de ${money(amount)}, ${money(limit)} au plus\u202f: la limite d’${aSize[ceiling.category].fr}.`,
    () =>
      `${formatNumber(staff, 2)} annual work units, fewer than ${formatNumber(ceiling.headcount)}, and ${byRevenue ? 'revenue' : 'balance sheet'} of ${money(amount)}, at most ${money(limit)}: the limit for ${aSize[ceiling.category].en}.`,
  );
}

/** Too large for the category below, small enough for its own. */
function whyCategory(category: SizeCategory, inputs: SizeInputs): Say[] {
  const place = SIZE_CATEGORIES.indexOf(category);
  const below = CEILINGS[place - 1];
  const own = CEILINGS[place];
  return [...(below ? [whyAbove(below, inputs)] : []), ...(own ? [whyUnder(own, inputs)] : [])];
}
