import { addDays, type Day } from '#kit/period.ts';
import { type Chance, chance } from './chance.ts';
import { type Field, fieldOfSector } from './contracts-fields.ts';

/** What the story of a contract starts from. */
export interface ClusterFacts {
  readonly id: string;
  readonly name: string;
  readonly sector: string;
  readonly category: 'mondial' | 'a-vocation-mondiale' | 'national';
  readonly city: string | null;
  /** Of its seat. */
  readonly departement: { readonly code: string; readonly name: string } | null;
  /** Of the list of 2013: the seat's first. */
  readonly regions: readonly { readonly code: string; readonly departements: readonly string[] }[];
  /** SIREN of the métropole where its seat stands, by today's list. */
  readonly metropole: string | null;
  /** Invented members, by name. */
  readonly firms: readonly string[];
}

/** Another local authority that funds the cluster. */
export interface Funder {
  readonly name: string;
  readonly head: string;
  readonly region: string;
  readonly metropole: string | null;
}

/** How far a contract has come by the reference day. */
export type Reach =
  | 'draft'
  | 'discussion'
  | 'presented'
  | 'refused'
  | 'awaiting-vote'
  | 'signed'
  | 'amendment-in-signature'
  | 'amended-and-reopened'
  | 'cut';

export interface Story {
  readonly cluster: ClusterFacts;
  readonly reach: Reach;
  readonly luck: Chance;
  readonly field: Field;
  /** 1 for an average national cluster. */
  readonly size: number;
  readonly ambition: number;
  readonly objectives: number;
  readonly funders: readonly Funder[];
  /** What an evaluation asked to improve (R31). */
  readonly hasAxes: boolean;
  readonly openedOn: Day;
  readonly discussedOn: Day;
  readonly sessionOn: Day;
  readonly sentOn: Day;
  /** Day of the last signature, or of the last one given so far. */
  readonly signedOn: Day;
  /** All parties on one day, by hand; otherwise each in turn, by link. */
  readonly ceremony: boolean;
}

/** The cluster where the people of the demonstration work. */
export const HOME = 'minalogic';

const REACHES: Readonly<Record<string, Reach>> = {
  [HOME]: 'amended-and-reopened',
  lyonbiopole: 'amendment-in-signature',
  imaginove: 'discussion',
  plastipolis: 'presented',
  axelera: 'refused',
  scs: 'awaiting-vote',
  qualitropic: 'draft',
  elastopole: 'cut',
};

/** Signed together on one day of December 2013, as the contracts of a southern region were. */
const DECEMBER = ['capenergies', 'eurobiomed', 'mer-mediterranee', 'optitec', 'pass', 'pegase', 'risques', 'terralia'];
const DECEMBER_DAY = '2013-12-12' as Day;

/** Signed as most were: on time, late, together in December; the first is where one of the demonstration's directors works. */
const AS_MOST = ['cap-digital', 'novalog', 'capenergies'];

/** The few clusters that show every situation between them: all that a light demonstration writes. */
export const hasOwnStory = (cluster: string): boolean => Object.hasOwn(REACHES, cluster) || AS_MOST.includes(cluster);

/** Signed after the end of June 2013 for want of a vote. */
const LATE: Readonly<Record<string, string>> = {
  novalog: '2013-07-09',
  derbi: '2013-07-11',
  dream: '2013-07-18',
  elopsys: '2013-09-12',
  eau: '2013-09-19',
  hydreos: '2013-09-26',
  moveo: '2013-10-17',
  trimatec: '2013-11-14',
};

/** Whose evaluation of 2012 asked for improvements. */
const IMPROVING = ['avenia', 'fibres', 'hippolia', 'matikem', 'microtechniques', 'team2', 'xylofutur', 'elastopole'];

/** With as many local authorities as it takes to see a board of eight to ten signatures. */
const WIDE = [
  'lyonbiopole',
  HOME,
  'aerospace-valley',
  'imaginove',
  'axelera',
  'moveo',
  'systematic',
  'eurobiomed',
  'i-trans',
];

/** Days on which the national council heard projects. */
const SESSIONS = ['2013-04-16', '2013-04-23', '2013-05-14', '2013-05-28', '2013-06-04'] as Day[];

/** An assembly that said no: this département does not exist. */
export const REFUSING: Funder = {
  name: 'Conseil général (Haut-Vallon, département fictif)',
  head: 'conseil général',
  region: '82',
  metropole: null,
};

type Dates = Pick<Story, 'openedOn' | 'discussedOn' | 'sessionOn' | 'sentOn' | 'signedOn'>;

/**
 * Those that nobody has finished signing, with their own calendar. Most were opened when the others were, with the parties of that time, and taken up
 * again years later: what they wait for is of this spring.
 */
const UNSIGNED: Readonly<Partial<Record<Reach, Partial<Dates>>>> = {
  draft: { openedOn: '2018-01-15' as Day },
  discussion: { openedOn: '2014-04-07' as Day, discussedOn: '2018-02-09' as Day },
  presented: { openedOn: '2014-01-13' as Day, discussedOn: '2017-10-09' as Day, sessionOn: '2018-01-23' as Day },
  refused: {
    openedOn: '2013-03-04' as Day,
    discussedOn: '2017-09-18' as Day,
    sessionOn: '2017-12-19' as Day,
    sentOn: '2018-02-05' as Day,
    signedOn: '2018-03-22' as Day,
  },
  'awaiting-vote': {
    openedOn: '2013-11-04' as Day,
    discussedOn: '2017-09-11' as Day,
    sessionOn: '2017-12-19' as Day,
    sentOn: '2018-04-04' as Day,
    signedOn: '2018-04-13' as Day,
  },
};

export function storyOf(cluster: ClusterFacts): Story {
  const luck = chance([...`contrat ${cluster.id}`].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) >>> 0, 7));
  const reach = REACHES[cluster.id] ?? 'signed';
  const size = { mondial: 2.4, 'a-vocation-mondiale': 1.6, national: 1 }[cluster.category] * (0.8 + luck.next() * 0.4);
  const signedOn = signingDay(cluster.id, luck);
  const sentOn = weekday(addDays(signedOn, -luck.whole(15, 24)));
  const heard = SESSIONS.filter((day) => addDays(day, 9) <= sentOn);
  const sessionOn = heard[Math.max(0, heard.length - 1 - luck.whole(0, 1))] ?? SESSIONS[0]!;
  const discussedOn = weekday(addDays(sessionOn, -luck.whole(40, 52)));
  const home = cluster.id === HOME;
  const dates = {
    openedOn: weekday(addDays(discussedOn, -luck.whole(30, 45))),
    discussedOn,
    sessionOn,
    sentOn,
    signedOn,
  };
  return {
    cluster,
    reach,
    luck,
    field: fieldOfSector(cluster.sector),
    size,
    ambition: 0.75 + luck.next() * 0.5,
    objectives: home ? 10 : reach === 'draft' ? 2 : luck.whole(4, cluster.category === 'mondial' ? 8 : 7),
    funders: fundersOf(cluster, reach, luck),
    hasAxes: IMPROVING.includes(cluster.id),
    ...dates,
    ...UNSIGNED[reach],
    ceremony: DECEMBER.includes(cluster.id) || luck.hit(0.35),
  };
}

/** Most between the end of May and the end of June 2013; a good dozen later. */
function signingDay(id: string, luck: Chance): Day {
  if (DECEMBER.includes(id)) return DECEMBER_DAY;
  if (LATE[id]) return LATE[id] as Day;
  const day = luck.hit(0.15) ? luck.whole(27, 31) : 31 + luck.whole(3, 28);
  return weekday(addDays('2013-05-01' as Day, day - 1));
}

/** The same day, or the Friday before when nobody works on it. */
export function weekday(day: Day): Day {
  const of = new Date(`${day}T12:00:00Z`).getUTCDay();
  return of === 0 ? addDays(day, -2) : of === 6 ? addDays(day, -1) : day;
}

function fundersOf(cluster: ClusterFacts, reach: Reach, luck: Chance): Funder[] {
  const [seat] = cluster.regions;
  const region = seat!.code;
  const here: Funder[] = cluster.departement
    ? [{ name: `Conseil général (${cluster.departement.name})`, head: 'conseil général', region, metropole: null }]
    : [];
  // Named after its seat: what it has been called since changes.
  const town: Funder[] = cluster.city
    ? [
        {
          name: `Agglomération (${cluster.city})`,
          head: 'conseil communautaire',
          region,
          metropole: cluster.metropole,
        },
      ]
    : [];
  const others = cluster.regions
    .flatMap((one) => one.departements.map((name) => ({ name, region: one.code })))
    .filter(({ name }) => name !== cluster.departement?.name)
    .map(
      ({ name, region: of }): Funder => ({
        name: `Conseil général (${name})`,
        head: 'conseil général',
        region: of,
        metropole: null,
      }),
    );
  const near = WIDE.includes(cluster.id) ? others.slice(0, 4) : luck.hit(0.35) ? others.slice(0, 1) : [];
  if (reach === 'refused') return [...here, ...town, REFUSING, ...near.slice(0, 2)];
  // Small contracts know one funder beside the State and the region.
  return luck.hit(0.25) && near.length === 0 ? here : [...town, ...here, ...near];
}
