import { type College, type OrganisationKind, syntheticSiren } from '#rooms/registry';
import { type Chance, chance } from './chance.ts';

/**
 * Invented members for the demonstration, calibrated on published national figures (reference/chiffres-nationaux.csv): 187 members a cluster
 * and 57 % SMEs among members in 2011; SMEs, mid-caps and large enterprises 75, 17 and 8 % of member firms in 2014. Every name ends with
 * « (fictif) » and every SIREN stands in the reserved range, so that no row can be mistaken for a real firm, even in an export.
 */
export interface InventedOrganisation {
  readonly siren: string;
  readonly name: string;
  readonly kind: OrganisationKind;
  readonly naf: string;
  readonly commune: string;
  readonly created: string;
  readonly size: 'sme' | 'eti' | 'large' | null;
  readonly accounts: readonly {
    readonly year: number;
    readonly headcount: number;
    readonly revenueEuros: number;
    readonly balanceEuros: number;
  }[];
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

const MEMBERS_MEAN = 187;
/** A world-class cluster is larger; the factors keep the mean of 71 clusters at 187. */
const WORLD_FACTOR = 1.75;
const OTHER_FACTOR = 0.745;
/** Share of firms found again in a second cluster. */
const SHARED_FIRMS = 0.22;
const REFERENCE_YEAR = 2014;
/** The day that the demonstration's screens speak of. */
export const REFERENCE_DAY = '2014-09-15';

const COLLEGE_SHARES: readonly (readonly [College, number])[] = [
  ['sme', 0.57],
  ['large', 0.19],
  ['research-training', 0.15],
  ['other', 0.09],
];

const FIRST = [
  'Vel',
  'Ker',
  'Mon',
  'Lau',
  'Bri',
  'Cal',
  'Dor',
  'Es',
  'Fal',
  'Gar',
  'Hel',
  'Is',
  'Jou',
  'Lim',
  'Mar',
  'Nau',
  'Or',
  'Pal',
  'Qui',
  'Ros',
  'Sal',
  'Tri',
  'Ur',
  'Val',
  'Yv',
  'Zel',
];
const MIDDLE = ['mo', 'ta', 'ri', 'lan', 'do', 've', 'bra', 'ni', 'so', 'gue', 'lu', 'ca', 'pe', 'ran', 'thi'];
const LAST = ['ra', 'nis', 'tal', 'don', 'vin', 'rec', 'lis', 'mont', 'gal', 'sen', 'tor', 'ban', 'dex', 'lia', 'nox'];
const FIRM_WORDS: Record<string, readonly string[]> = {
  santé: ['Biotech', 'Thérapies', 'Diagnostic', 'Santé'],
  numérique: ['Logiciels', 'Numérique', 'Systèmes', 'Données'],
  énergie: ['Énergies', 'Réseaux', 'Solaire', 'Thermique'],
  agro: ['Aliments', 'Semences', 'Nutrition', 'Récoltes'],
  matériaux: ['Matériaux', 'Composites', 'Fibres', 'Procédés'],
  mobilité: ['Mobilités', 'Aérostructures', 'Transports', 'Équipements'],
  général: ['Industries', 'Ingénierie', 'Technologies', 'Instruments'],
};
const FIRM_NAF: Record<string, readonly string[]> = {
  santé: ['72.11Z', '21.20Z', '26.60Z', '32.50A'],
  numérique: ['62.01Z', '62.02A', '58.29C', '26.11Z'],
  énergie: ['71.12B', '27.12Z', '35.11Z', '43.22B'],
  agro: ['10.89Z', '01.30Z', '20.15Z', '72.19Z'],
  matériaux: ['22.29A', '13.96Z', '24.10Z', '20.16Z'],
  mobilité: ['30.30Z', '29.32Z', '28.15Z', '71.12B'],
  général: ['71.12B', '28.99B', '25.62B', '70.22Z'],
};
const FIELDS: readonly (readonly [RegExp, string])[] = [
  [/santé|bio/i, 'santé'],
  [/logiciel|numérique|télécom|micro|finance/i, 'numérique'],
  [/énergie|éco|eau|bâtiment/i, 'énergie'],
  [/agri|bois|consommation|commerce/i, 'agro'],
  [/matériaux|textile|chimie|mécanique/i, 'matériaux'],
  [/aéro|automobile|transport|maritime|logistique|mobilité/i, 'mobilité'],
];
const fieldOf = (sector: string): string => FIELDS.find(([words]) => words.test(sector))?.[1] ?? 'général';

const FIRST_YEAR = 2005;
/** Share of today's members that had joined by the end of each year since 2005: membership grew by half between 2008 and 2011. */
const JOINED_BY = [0.22, 0.33, 0.43, 0.53, 0.63, 0.72, 0.8, 0.87, 0.95, 1];

const END_REASONS = ['démission', 'cotisation non réglée', 'cessation d’activité', 'changement de stratégie'];

const day = (year: number, month: number, of: number): string =>
  `${year}-${String(month).padStart(2, '0')}-${String(of).padStart(2, '0')}`;

/** Everything invented for these clusters; the communes of each département in which to settle are given. */
export function invent(clusters: readonly ClusterBrief[], communes: ReadonlyMap<string, readonly string[]>): Invention {
  const luck = chance(20130109);
  const names = nameMaker(luck);
  const organisations: InventedOrganisation[] = [];
  const memberships = new Map<string, InventedMembership[]>();
  const shareable: Record<College, { organisation: InventedOrganisation; departement: string }[]> = {
    sme: [],
    large: [],
    'research-training': [],
    other: [],
  };

  for (const cluster of clusters) {
    const target = Math.round(luck.around(MEMBERS_MEAN * (cluster.world ? WORLD_FACTOR : OTHER_FACTOR) * 0.905, 0.35));
    const list: InventedMembership[] = [];
    const taken = new Set<string>();
    for (const [college, share] of COLLEGE_SHARES) {
      for (let rank = 0; rank < Math.round(target * share); rank++) {
        const departement = luck.pick(cluster.departements);
        const known = luck.hit(college === 'large' ? SHARED_FIRMS * 2 : SHARED_FIRMS) ? shareable[college] : [];
        const shared = known.length > 0 ? luck.pick(known).organisation : null;
        const organisation =
          shared && !taken.has(shared.siren)
            ? shared
            : organisationIn(luck, names, organisations, communes, cluster, college, departement);
        if (organisation !== shared) shareable[college].push({ organisation, departement });
        taken.add(organisation.siren);
        list.push(membershipOf(luck, organisation, college, null));
      }
    }
    // Those who left: about 4 % of the members each year since 2008.
    for (let rank = 0; rank < Math.round(target * 0.13); rank++) {
      const organisation = organisationIn(
        luck,
        names,
        organisations,
        communes,
        cluster,
        'sme',
        luck.pick(cluster.departements),
      );
      list.push(membershipOf(luck, organisation, 'sme', luck.pick(END_REASONS)));
    }
    memberships.set(cluster.id, list);
  }
  return { organisations, memberships };
}

function membershipOf(
  luck: Chance,
  organisation: InventedOrganisation,
  college: College,
  endReason: string | null,
): InventedMembership {
  const created = Number(organisation.created.slice(0, 4));
  const latest = endReason ? 2012 : REFERENCE_YEAR;
  const draw = luck.next();
  const drawn = FIRST_YEAR + JOINED_BY.findIndex((share) => draw < share);
  const year = Math.min(latest, Math.max(drawn, created));
  const from = day(year, luck.whole(1, year === REFERENCE_YEAR ? 8 : 12), luck.pick([1, 1, 1, 15]));
  const started = [from, organisation.created].sort().at(-1)!;
  const endYear = luck.whole(Math.max(2009, Number(started.slice(0, 4)) + 1), 2014);
  const fee = { sme: 850, large: 4_500, 'research-training': 1_200, other: 600 }[college];
  return {
    siren: organisation.siren,
    college,
    from: started,
    to: endReason ? (endYear === REFERENCE_YEAR ? day(endYear, 6, 30) : day(endYear, 12, 31)) : null,
    endReason,
    feeEuros: Math.round(luck.around(fee, 0.3) / 10) * 10,
  };
}

function organisationIn(
  luck: Chance,
  names: (words: string) => string,
  organisations: InventedOrganisation[],
  communes: ReadonlyMap<string, readonly string[]>,
  cluster: ClusterBrief,
  college: College,
  departement: string,
): InventedOrganisation {
  const field = fieldOf(cluster.sector);
  const towns = communes.get(departement) ?? [];
  const commune = towns.length > 0 ? luck.pick(towns) : '';
  const siren = syntheticSiren(organisations.length);
  const organisation =
    college === 'sme' || college === 'large'
      ? firm(luck, names, field, college, siren, commune)
      : body(luck, names, college, siren, commune);
  organisations.push(organisation);
  return organisation;
}

/** About two mid-caps for one large enterprise, as in the figures of 2014. */
function firm(
  luck: Chance,
  names: (words: string) => string,
  field: string,
  college: 'sme' | 'large',
  siren: string,
  commune: string,
): InventedOrganisation {
  const size = college === 'sme' ? 'sme' : luck.hit(0.68) ? 'eti' : 'large';
  const median = { sme: 18, eti: 620, large: 7_800 }[size];
  const [least, most] = { sme: [1, 249], eti: [260, 4_900], large: [5_100, 90_000] }[size] as [number, number];
  const headcount = Math.min(most, Math.max(least, Math.round(luck.around(median, size === 'sme' ? 1.1 : 0.6))));
  const perHead = Math.min(190_000, luck.around(145_000, 0.3));
  const created = day(luck.whole(size === 'sme' ? 1990 : 1950, size === 'sme' ? 2012 : 2000), luck.whole(1, 12), 1);
  const accounts = [2012, 2013].map((year, index) => {
    const staff = Math.min(most, Math.max(least, Math.round(headcount * (1 + index * (luck.next() * 0.1 - 0.03)))));
    const revenueEuros = Math.round((staff * perHead) / 1_000) * 1_000;
    return {
      year,
      headcount: staff,
      revenueEuros,
      balanceEuros: Math.round((revenueEuros * (0.55 + luck.next() * 0.3)) / 1_000) * 1_000,
    };
  });
  return {
    siren,
    name: names(luck.pick(FIRM_WORDS[field]!)),
    kind: 'firm',
    naf: luck.pick(FIRM_NAF[field]!),
    commune,
    created,
    size,
    accounts,
  };
}

function body(
  luck: Chance,
  names: (words: string) => string,
  college: 'research-training' | 'other',
  siren: string,
  commune: string,
): InventedOrganisation {
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
    siren,
    name: names(words),
    kind,
    naf,
    commune,
    created: day(luck.whole(1960, 2004), luck.whole(1, 12), 1),
    size: null,
    accounts: [],
  };
}

/** « Velmora Logiciels (fictif) »: never the same twice. */
function nameMaker(luck: Chance): (words: string) => string {
  const used = new Set<string>();
  return (words) => {
    for (;;) {
      const root = luck.pick(FIRST) + (luck.hit(0.6) ? luck.pick(MIDDLE) : '') + luck.pick(LAST);
      const name = /^(Laboratoire|Centre|École|Plateforme|Fédération|Communauté|Agence|Fonds)/.test(words)
        ? `${words} ${root} (fictif)`
        : `${root} ${words} (fictif)`;
      if (used.has(name)) continue;
      used.add(name);
      return name;
    }
  };
}
