import type { Actor, Role } from '#kit/actor.ts';
import type { Sql } from '#kit/db/database.ts';
import type { Day } from '#kit/period.ts';
import { plural, speaking } from '#kit/say.ts';
import { membershipWarnings } from '../cluster/cluster.rules.ts';
import { listAddress } from '../list-address.ts';
import { reachOf } from '../place.ts';
import { CLUSTER_KEEPERS, GOVERNANCE_KEEPERS, LABEL_AUTHORITIES } from '../registry.roles.ts';
import { regionVintageOn } from '../territory.rules.ts';
import type { WeekTask } from './programme.ts';
import {
  kindsOfMembers,
  membersWithoutSiren,
  openImports,
  type Waiting,
  waitingApplications,
  withoutCoordinatingRegion,
  withoutGovernanceBody,
} from './week.store.ts';

export type FoundTask = WeekTask & { readonly synthetic: boolean };

export interface TaskSearch {
  readonly sql: Sql;
  readonly actor: Actor;
  readonly on: Day;
  /** The calendar's day, for what runs whatever day the screens speak of. */
  readonly today: Day;
  /** The clusters that hold the label on the day: former ones and candidates owe nothing. */
  readonly labelled: ReadonlySet<string>;
}

/** Looks for one kind of task. `for`: the functions that may do it; nobody else is asked. */
export interface TaskKind {
  readonly for: readonly Role[];
  readonly find: (search: TaskSearch) => Promise<readonly FoundTask[]>;
}

declare module '#kit/room.ts' {
  interface Room {
    /** What rooms above the register add to « Ma semaine ». */
    readonly taskKinds?: readonly TaskKind[];
  }
}
declare module '#kit/context.ts' {
  interface Services {
    /** The task kinds of every room, collected when the house opens. */
    readonly taskKinds?: readonly TaskKind[];
  }
}

/** Beyond this many clusters, tasks of a kind make one line for all of them; people who wait for an answer are never put together. */
const MOST_LINES = 5;

interface Wording {
  readonly kind: string;
  readonly minutes: number;
  readonly fr: { one: string; other: string };
  readonly en: { one: string; other: string };
  readonly href: (clusterId: string) => string;
  /** Where all clusters are looked at together; null when each has its own line. */
  readonly hrefOfAll: string | null;
}

const say = ({ fr, en }: Wording, count: number) => ({
  fr: speaking('fr', () => plural(count, fr)),
  en: speaking('en', () => plural(count, en)),
});

function lines(wording: Wording, waiting: readonly Waiting[]): FoundTask[] {
  const line = (cluster: Waiting | null, of: readonly Waiting[]): FoundTask => {
    const count = of.reduce((sum, one) => sum + one.count, 0);
    return {
      kind: wording.kind,
      count,
      cluster: cluster ? { id: cluster.id!, name: cluster.name! } : null,
      organisation: null,
      since: (of.flatMap((one) => one.since ?? []).toSorted()[0] ?? null) as Day | null,
      ...say(wording, count),
      minutes: wording.minutes * count,
      href: cluster ? wording.href(cluster.id!) : wording.hrefOfAll!,
      synthetic: of.some((one) => one.synthetic),
    };
  };
  if (waiting.length > MOST_LINES && wording.hrefOfAll !== null) return [line(null, waiting)];
  return waiting.map((one) => line(one, [one]));
}

const APPLICATIONS: Wording = {
  kind: 'applications',
  minutes: 15,
  fr: { one: 'Décider d’une candidature', other: 'Décider de # candidatures' },
  en: { one: 'Decide on one application', other: 'Decide on # applications' },
  href: (id) => `/poles/${id}/espace/candidatures`,
  hrefOfAll: null,
};
const WITHOUT_SIREN: Wording = {
  kind: 'members-without-siren',
  minutes: 2,
  fr: { one: 'Trouver le SIREN d’un membre', other: 'Trouver le SIREN de # membres' },
  en: { one: 'Find the SIREN of one member', other: 'Find the SIREN of # members' },
  href: (id) => `/poles/${id}/espace/membres`,
  hrefOfAll: '/poles',
};
const WITHOUT_REGION: Wording = {
  kind: 'coordinating-region',
  minutes: 3,
  fr: { one: 'Indiquer la région coordinatrice du pôle', other: 'Indiquer la région coordinatrice de # pôles' },
  en: { one: 'Record the coordinating region of the cluster', other: 'Record the coordinating region of # clusters' },
  href: (id) => `/poles/${id}/espace/label`,
  hrefOfAll: '/poles',
};
const WITHOUT_BODY: Wording = {
  kind: 'governance-body',
  minutes: 5,
  fr: { one: 'Indiquer la structure qui porte le pôle', other: 'Indiquer la structure qui porte # pôles' },
  en: { one: 'Record the body that carries the cluster', other: 'Record the body that carries # clusters' },
  href: (id) => `/poles/${id}/espace/identite`,
  hrefOfAll: '/poles',
};
const WITHOUT_MEMBERS: Wording = {
  kind: 'no-members',
  minutes: 20,
  fr: { one: 'Importer la liste des membres', other: 'Importer la liste des membres de # pôles' },
  en: { one: 'Import the member list', other: 'Import the member lists of # clusters' },
  href: (id) => `/poles/${id}/import`,
  // The emptiest clusters first.
  hrefOfAll: listAddress({ path: '/poles', criteria: { sort: 'members' } }),
};
const MISSING_KINDS: Wording = {
  kind: 'missing-kinds',
  minutes: 10,
  fr: {
    one: 'Compléter les membres\u202f: entreprises, formation ou recherche manquent',
    other: 'Compléter les membres de # pôles\u202f: entreprises, formation ou recherche manquent',
  },
  en: {
    one: 'Complete the members: firms, training or research are missing',
    other: 'Complete the members of # clusters: firms, training or research are missing',
  },
  href: (id) => `/poles/${id}/espace/membres`,
  hrefOfAll: '/poles',
};

const IMPORTS = {
  uploaded: { fr: 'Rapprocher les colonnes du fichier', en: 'Match the columns of the file' },
  matched: { fr: 'Vérifier le fichier', en: 'Check the file' },
  checked: { fr: 'Relire et appliquer l’import du fichier', en: 'Review and apply the import of the file' },
  failed: { fr: 'Reprendre ou abandonner l’import du fichier', en: 'Resume or abandon the import of the file' },
};

/** Every kind of task of the register. Adding one is adding an entry here. */
export const TASK_KINDS: readonly TaskKind[] = [
  {
    for: CLUSTER_KEEPERS,
    find: async ({ sql, actor }) =>
      lines(APPLICATIONS, await waitingApplications(sql, reachOf(actor, CLUSTER_KEEPERS))),
  },
  {
    for: CLUSTER_KEEPERS,
    find: async ({ sql, actor }) =>
      (await openImports(sql, reachOf(actor, CLUSTER_KEEPERS))).map((one) => ({
        kind: 'import',
        count: 1,
        cluster: one.cluster,
        organisation: null,
        since: one.since as Day,
        fr: `${IMPORTS[one.state].fr} «\u202f${one.fileName}\u202f»`,
        en: `${IMPORTS[one.state].en} “${one.fileName}”`,
        minutes: 10,
        href: `/imports/${one.id}`,
        synthetic: false,
      })),
  },
  {
    for: CLUSTER_KEEPERS,
    find: async ({ sql, actor, on, labelled }) => {
      const clusters = (await kindsOfMembers(sql, reachOf(actor, CLUSTER_KEEPERS), on)).filter(({ id }) =>
        labelled.has(id),
      );
      const warned = clusters.map((cluster) => ({ ...cluster, warnings: membershipWarnings(cluster.kinds) }));
      const waiting = (code: (codes: readonly string[]) => boolean): Waiting[] =>
        warned
          .filter(({ warnings }) => code(warnings.map((warning) => warning.code)))
          .map(({ id, name, synthetic }) => ({ id, name, count: 1, since: null, synthetic }));
      return [
        ...lines(
          WITHOUT_MEMBERS,
          waiting((codes) => codes.includes('NO_MEMBERS')),
        ),
        ...lines(
          MISSING_KINDS,
          waiting((codes) => codes.length > 0 && !codes.includes('NO_MEMBERS')),
        ),
      ];
    },
  },
  {
    for: LABEL_AUTHORITIES,
    find: async ({ sql, actor, on, labelled }) => {
      const reach = reachOf(actor, LABEL_AUTHORITIES);
      // Regions are set for the whole programme: an officer of one region could do nothing about it.
      const found = reach.everything ? await withoutCoordinatingRegion(sql, reach, regionVintageOn(on)) : [];
      return lines(
        WITHOUT_REGION,
        found.filter(({ id }) => labelled.has(id!)),
      );
    },
  },
  {
    for: GOVERNANCE_KEEPERS,
    find: async ({ sql, actor, labelled }) => {
      const found = await withoutGovernanceBody(sql, reachOf(actor, GOVERNANCE_KEEPERS));
      return lines(
        WITHOUT_BODY,
        found.filter(({ id }) => labelled.has(id!)),
      );
    },
  },
  {
    for: CLUSTER_KEEPERS,
    find: async ({ sql, actor, on }) =>
      lines(WITHOUT_SIREN, await membersWithoutSiren(sql, reachOf(actor, CLUSTER_KEEPERS), on)),
  },
];
