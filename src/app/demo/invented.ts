import { type College, type OrganisationKind, syntheticSiren } from '#rooms/registry';
import { type Chance, chance } from './chance.ts';
import { ACCOUNT_YEARS, type InventedAccounts, type InventedSize, inventAccounts } from './invented-accounts.ts';
import { mergeMemberships } from './invented-mergers.ts';
import { FIRM_NAF, FIRM_WORDS, fieldOf, nameMaker } from './invented-names.ts';

/**
 * Invented members for the demonstration, calibrated on published national figures (reference/chiffres-nationaux.csv): 187 members a cluster
 * and 57 % SMEs among members in 2011; 8,500 member firms in 2014, of which SMEs, mid-caps and large enterprises 75, 17 and 8 %. Every name ends with
 * « (fictif) » and every SIREN stands in the reserved range, so that no row can be mistaken for a real firm, even in an export.
 */
export interface InventedOrganisation {
  readonly siren: string;
  readonly name: string;
  readonly kind: OrganisationKind;
  readonly naf: string;
  readonly commune: string;
  readonly created: string;
  /** Day on which a firm ceased; null while it is there. */
  readonly ceased: string | null;
  readonly size: InventedSize | null;
  readonly accounts: readonly InventedAccounts[];
}

export interface InventedMembership {
  readonly siren: string;
  readonly college: College;
  readonly from: string;
  readonly to: string | null;
  readonly endReason: string | null;
  readonly feeEuros: number;
}

export interface ClusterBrief {
  readonly id: string;
  readonly sector: string;
  readonly departements: readonly string[];
  readonly world: boolean;
}

export interface Invention {
  readonly organisations: readonly InventedOrganisation[];
  /** By cluster id. */
  readonly memberships: ReadonlyMap<string, readonly InventedMembership[]>;
}

/** The day that the demonstration's screens speak of. */
export const REFERENCE_DAY = '2018-04-16';
const REFERENCE_YEAR = 2018;

/** Members of a cluster on the reference day: 187 in 2011, a fifth more since, as the number of member firms grew. */
const MEMBERS_MEAN = 220;
const MEMBERS_SPREAD = 0.35;
/** A world-class cluster is more than twice as large as another. */
const WORLD_FACTOR = 2.35;
/** Share of organisations found again in a second cluster. */
const SHARED = 0.32;
/** Those who left since 2009, for one member of today: about 2.5 % of the members each year. */
const LEFT_SHARE = 0.24;

const COLLEGE_SHARES: readonly (readonly [College, number])[] = [
  ['sme', 0.57],
  ['large', 0.19],
  ['research-training', 0.15],
  ['other', 0.09],
];

const FIRST_YEAR = 2005;
/** Share of today's members that had joined by the end of each year since 2005: membership grew by half between 2008 and 2011, slowly afterwards. */
const JOINED_BY = [0.15, 0.26, 0.36, 0.46, 0.55, 0.64, 0.72, 0.78, 0.835, 0.887, 0.92, 0.95, 0.985, 1];
/** First year in which somebody left. */
const FIRST_LEAVING = 2009;
/** Until the reference day, whose year is a third of one. */
const YEARS_OF_LEAVING = REFERENCE_YEAR - FIRST_LEAVING + 0.3;

const CEASED = 'cessation d’activité';
const END_REASONS = ['démission', 'cotisation non réglée', CEASED, 'changement de stratégie'];

const FEES_EUROS: Readonly<Record<College, number>> = {
  sme: 850,
  large: 4_500,
  'research-training': 1_200,
  other: 600,
};

const day = (year: number, month: number, of: number): string =>
  `${year}-${String(month).padStart(2, '0')}-${String(of).padStart(2, '0')}`;

/** What the invention of one organisation after the other goes by. */
interface Drawing {
  readonly luck: Chance;
  readonly names: (words: string) => string;
  readonly organisations: InventedOrganisation[];
  readonly communes: ReadonlyMap<string, readonly string[]>;
  /** By college: those that another cluster may have among its members too. */
  readonly shareable: Readonly<Record<College, InventedOrganisation[]>>;
}

/** Everything invented for these clusters of 2013 and those that came out of them; the communes of each département in which to settle are given. */
export function invent(clusters: readonly ClusterBrief[], communes: ReadonlyMap<string, readonly string[]>): Invention {
  const luck = chance(20130109);
  const shareable = { sme: [], large: [], 'research-training': [], other: [] };
  const drawing: Drawing = { luck, names: nameMaker(luck), organisations: [], communes, shareable };
  const memberships = new Map<string, readonly InventedMembership[]>();
  const weights = clusters.map(({ world }) => luck.around(world ? WORLD_FACTOR : 1, MEMBERS_SPREAD));
  const mean = weights.reduce((sum, weight) => sum + weight, 0) / clusters.length;
  for (const [rank, cluster] of clusters.entries())
    memberships.set(cluster.id, membersOf(drawing, cluster, Math.round((MEMBERS_MEAN * weights[rank]!) / mean)));
  mergeMemberships(memberships);
  return { organisations: drawing.organisations, memberships };
}

/** The members of today, `count` in all, college by college; then those who left. */
function membersOf(drawing: Drawing, cluster: ClusterBrief, count: number): InventedMembership[] {
  const { luck } = drawing;
  const list: InventedMembership[] = [];
  const taken = new Set<string>();
  for (const [college, share] of COLLEGE_SHARES)
    for (let rank = 0; rank < Math.round(count * share); rank++) {
      const organisation = sharedOrNew(drawing, cluster, college, taken);
      list.push(spellOf(luck, organisation, college, JOINED_BY.length, null));
    }
  for (let rank = 0; rank < Math.round(count * LEFT_SHARE); rank++) {
    const college = luck.hit(0.6) ? 'sme' : luck.pick(COLLEGE_SHARES)[0];
    const leftIn = FIRST_LEAVING + Math.floor(luck.next() * YEARS_OF_LEAVING);
    const to =
      leftIn === REFERENCE_YEAR ? day(leftIn, 3, 31) : luck.hit(0.25) ? day(leftIn, 6, 30) : day(leftIn, 12, 31);
    const reason = luck.pick(END_REASONS);
    const closes = reason === CEASED && (college === 'sme' || college === 'large');
    const organisation = closes
      ? newOrganisation(drawing, cluster, college, { by: leftIn - 1, ceased: to })
      : sharedOrNew(drawing, cluster, college, taken, leftIn - 1);
    const spell = spellOf(luck, organisation, college, leftIn - FIRST_YEAR, {
      to,
      endReason: reason === CEASED && !closes ? 'démission' : reason,
    });
    if (spell.from < to) list.push(spell);
  }
  return list;
}

/** One that another cluster has among its members already, or a new one; `by`: the last year in which it may have been created. */
function sharedOrNew(
  drawing: Drawing,
  cluster: ClusterBrief,
  college: College,
  taken: Set<string>,
  by: number = REFERENCE_YEAR - 1,
): InventedOrganisation {
  const { luck, shareable } = drawing;
  const known = luck.hit(SHARED) && shareable[college].length > 0 ? luck.pick(shareable[college]) : null;
  const organisation =
    known && !taken.has(known.siren) && known.created <= day(by, 12, 31)
      ? known
      : newOrganisation(drawing, cluster, college, { by, ceased: null });
  if (organisation !== known) shareable[college].push(organisation);
  taken.add(organisation.siren);
  return organisation;
}

/** `years`: of the list of shares, how many to draw the year of joining from. */
function spellOf(
  luck: Chance,
  organisation: InventedOrganisation,
  college: College,
  years: number,
  end: { readonly to: string; readonly endReason: string } | null,
): InventedMembership {
  const draw = luck.next() * JOINED_BY[years - 1]!;
  const drawn = FIRST_YEAR + JOINED_BY.findIndex((share) => draw < share);
  const year = Math.max(drawn, Number(organisation.created.slice(0, 4)));
  const from = day(year, luck.whole(1, year === REFERENCE_YEAR ? 3 : 12), luck.pick([1, 1, 1, 15]));
  return {
    siren: organisation.siren,
    college,
    from: [from, organisation.created].toSorted().at(-1)!,
    to: end?.to ?? null,
    endReason: end?.endReason ?? null,
    feeEuros: Math.round(luck.around(FEES_EUROS[college], 0.3) / 10) * 10,
  };
}

/** Latest year of creation and day of cessation of an organisation to invent. */
interface Lifetime {
  readonly by: number;
  readonly ceased: string | null;
}

function newOrganisation(
  { luck, names, organisations, communes }: Drawing,
  cluster: ClusterBrief,
  college: College,
  lifetime: Lifetime,
): InventedOrganisation {
  const towns = communes.get(luck.pick(cluster.departements)) ?? [];
  const place = {
    siren: syntheticSiren(organisations.length),
    commune: towns.length > 0 ? luck.pick(towns) : '',
  };
  const organisation =
    college === 'sme' || college === 'large'
      ? { ...place, ...firm(luck, names, fieldOf(cluster.sector), college, lifetime) }
      : { ...place, ...body(luck, names, college) };
  organisations.push(organisation);
  return organisation;
}

type WithoutPlace = Omit<InventedOrganisation, 'siren' | 'commune'>;

/** About two mid-caps for one large enterprise, as in the figures of 2014; one SME in twelve is younger than the phase. */
function firm(
  luck: Chance,
  names: (words: string) => string,
  field: string,
  college: 'sme' | 'large',
  { by, ceased }: Lifetime,
): WithoutPlace {
  const size = college === 'sme' ? 'sme' : luck.hit(0.68) ? 'eti' : 'large';
  const [oldest, youngest] = size === 'sme' ? [1990, luck.hit(0.08) ? 2017 : 2012] : [1950, 2000];
  const year = luck.whole(oldest, Math.min(youngest, by));
  const created = day(year, luck.whole(1, 12), 1);
  const last = ceased === null ? ACCOUNT_YEARS.at(-1)! : Number(ceased.slice(0, 4)) - 1;
  return {
    name: names(luck.pick(FIRM_WORDS[field]!)),
    kind: 'firm',
    naf: luck.pick(FIRM_NAF[field]!),
    created,
    ceased,
    size,
    accounts: inventAccounts(luck, size, { first: year, last, ceases: ceased !== null }),
  };
}

function body(luck: Chance, names: (words: string) => string, college: 'research-training' | 'other'): WithoutPlace {
  const [kind, words, naf]: readonly [OrganisationKind, string, string] =
    college === 'research-training'
      ? luck.pick([
          ['laboratory', 'Laboratoire', '72.19Z'],
          ['laboratory', 'Centre de recherche', '72.19Z'],
          ['training-body', 'École', '85.42Z'],
          ['platform', 'Plateforme', '72.19Z'],
        ] as const)
      : luck.pick([
          ['professional-body', 'Fédération', '94.11Z'],
          ['authority', 'Communauté de communes', '84.11Z'],
          ['support-provider', 'Agence', '94.99Z'],
          ['investor', 'Fonds', '64.30Z'],
        ] as const);
  return {
    name: names(words),
    kind,
    naf,
    created: day(luck.whole(1960, 2004), luck.whole(1, 12), 1),
    ceased: null,
    size: null,
    accounts: [],
  };
}
