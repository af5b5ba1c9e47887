import type { Sql } from '#kit/db/database.ts';
import type { Day } from '#kit/period.ts';
import { formatNumber, formatShare, type Say, say } from '#kit/say.ts';
import {
  clustersOn,
  contractingCluster,
  factsAddress,
  memberCountsOnDay,
  type Rating,
  yearsOfMembers,
} from '#rooms/registry';

/** A figure of the diagnosis, counted from the registry; `href` leads to the list that makes it up. */
export interface DiagnosisFigure {
  readonly code: string;
  readonly label: Say;
  /** Written in the language spoken; « non connu » when nobody can tell. */
  readonly value: string;
  readonly href: string;
}

const UNKNOWN: Say = { fr: 'non connu', en: 'unknown' };

/** What is counted by kind of organisation, with its words. */
const KINDS: readonly { readonly kind: string; readonly label: Say }[] = [
  { kind: 'laboratory', label: { fr: 'Laboratoires membres', en: 'Member laboratories' } },
  {
    kind: 'training-body',
    label: { fr: 'Établissements de formation membres', en: 'Member training bodies' },
  },
  {
    kind: 'platform',
    label: { fr: 'Plateformes technologiques membres', en: 'Member technology platforms' },
  },
  {
    kind: 'transfer-body',
    label: { fr: 'Structures de transfert membres', en: 'Member technology transfer bodies' },
  },
];

const SIZES: readonly { readonly size: string; readonly label: Say }[] = [
  { size: 'micro', label: { fr: 'dont microentreprises', en: 'of which micro-enterprises' } },
  { size: 'pme', label: { fr: 'dont PME hors microentreprises', en: 'of which other SMEs' } },
  { size: 'eti', label: { fr: 'dont entreprises de taille intermédiaire', en: 'of which mid-caps' } },
  { size: 'ge', label: { fr: 'dont grandes entreprises', en: 'of which large enterprises' } },
  { size: 'unknown', label: { fr: 'dont taille non connue', en: 'of which of unknown size' } },
];

const RATING_WORDS: Readonly<Record<Rating, Say>> = {
  'tres-performant': { fr: 'très performant', en: 'very effective' },
  performant: { fr: 'performant', en: 'effective' },
  'moins-performant': { fr: 'moins performant', en: 'less effective' },
};

/** How many calendar years the newcomers are counted over, the one of `on` among them. */
const YEARS_OF_NEWCOMERS = 3;

/**
 * What the registry says of a cluster on a day: members, their mix of sizes, the share of SMEs, research and training, newcomers, territory, and
 * what the programme decided of it. Empty when there is no such cluster.
 */
export async function diagnosisFigures(sql: Sql, clusterId: string, on: Day): Promise<DiagnosisFigure[]> {
  const cluster = await contractingCluster(sql, clusterId, on);
  if (!cluster) return [];
  const members = await memberCountsOnDay(sql, clusterId, on);
  const years = (await yearsOfMembers(sql, clusterId, on)).slice(-YEARS_OF_NEWCOMERS);
  const row = (await clustersOn(sql, on)).find(({ id }) => id === clusterId);

  const list = (filter: Record<string, string>) => factsAddress(`/poles/${clusterId}/membres`, { ...filter, on });
  const count = (code: string, label: Say, value: number, href: string): DiagnosisFigure => ({
    code,
    label,
    value: formatNumber(value),
    href,
  });
  const ofKind = (kind: string) => members.kinds.find(({ value }) => value === kind)?.count ?? 0;
  const ofSize = (size: string) => members.sizes.find(({ value }) => (value ?? 'unknown') === size)?.count ?? 0;
  const firms = ofKind('firm');
  const smes = ofSize('micro') + ofSize('pme');
  const known = firms - ofSize('unknown');

  return [
    count('members', { fr: 'Membres', en: 'Members' }, members.total, list({})),
    count('firms', { fr: 'Entreprises membres', en: 'Member firms' }, firms, list({ kind: 'firm' })),
    ...SIZES.map(({ size, label }) => count(`firms-${size}`, label, ofSize(size), list({ kind: 'firm', size }))),
    {
      code: 'sme-share',
      label: {
        fr: 'Part des PME parmi les entreprises de taille connue',
        en: 'Share of SMEs among firms of known size',
      },
      value: known === 0 ? say(UNKNOWN) : shareWords(smes, known),
      href: list({ kind: 'firm', sort: 'size' }),
    },
    ...KINDS.map(({ kind, label }) => count(kind, label, ofKind(kind), list({ kind }))),
    ...(years.length === 0
      ? []
      : [
          count(
            'newcomers',
            {
              fr: `Adhésions nouvelles depuis ${years[0]!.year}`,
              en: `New memberships since ${years[0]!.year}`,
            },
            years.reduce((sum, year) => sum + year.joined, 0),
            factsAddress(`/poles/${clusterId}/membres`, { sort: 'from', order: 'desc', on }),
          ),
        ]),
    {
      code: 'territory',
      label: {
        fr: 'Régions (2013), la région coordinatrice en premier',
        en: 'Regions (2013), the coordinating one first',
      },
      value: cluster.regions.map(({ name }) => name).join(', ') || say(UNKNOWN),
      href: factsAddress('/poles', { ...(cluster.regions[0] && { region: cluster.regions[0].code }), on }),
    },
    {
      code: 'strategic',
      label: { fr: 'Pôle stratégique désigné', en: 'Designated strategic cluster' },
      value: say(row?.strategic ? { fr: 'oui', en: 'yes' } : { fr: 'non', en: 'no' }),
      href: factsAddress('/poles', { strategic: 'true', on }),
    },
    ...(row?.rating
      ? [
          {
            code: 'rating',
            label: { fr: `Évaluation de ${row.rating.year}`, en: `Evaluation of ${row.rating.year}` },
            value: say(RATING_WORDS[row.rating.rating]),
            href: factsAddress('/poles', { rating: row.rating.rating, on }),
          },
        ]
      : []),
  ];
}

/** A share keeps its numerator and denominator: « 57 % (68 sur 120) ». */
const shareWords = (part: number, whole: number): string => {
  const counts = { part: formatNumber(part), whole: formatNumber(whole) };
  return say({
    fr: `${formatShare(part / whole)} (${counts.part} sur ${counts.whole})`,
    en: `${formatShare(part / whole)} (${counts.part} of ${counts.whole})`,
  });
};
