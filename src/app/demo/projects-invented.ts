import { addDays, type Day, day, daysBetween } from '#kit/period.ts';
import { type Chance, chance } from './chance.ts';
import type { InventedOrganisation, Invention } from './invented.ts';
import { type Course, courseAt, type InventedStage, inventCourse, TODAY, trlOf } from './projects-course.ts';
import { inventResults } from './projects-results.ts';
import { BEGINNINGS, ENDINGS, GIVEN_UP, MARKETS, OBJECTS, REFUSED, USES } from './projects-words.ts';

/**
 * Invented projects, calibrated on what is published: about 80 % of projects presented are labelled, half of the labelled are funded; 1.5 M€ of costs
 * and 750 k€ of aid on average for an FUI project; 31 % led by an SME in 2009, about three years of R&D (domain dossier 2.6, reference/chiffres-nationaux.csv).
 * They open from 2006 to 2018 and run, or are planned, to 2022; nothing is dated after the day that the demonstration speaks of. Every acronym ends with
 * « (fictif) ».
 */
export interface InventedProject {
  readonly reference: string;
  readonly acronym: string;
  readonly title: string;
  readonly summary: string;
  readonly targetMarket: string;
  readonly cluster: string;
  /** Labelling clusters, the lead first. */
  readonly labels: readonly string[];
  readonly call: string;
  readonly openedOn: Day;
  readonly researchFrom: Day;
  readonly researchTo: Day;
  readonly launchOn: Day;
  readonly trl: number;
  readonly open: boolean;
  /** Day on which each stage was entered. */
  readonly stages: Readonly<Partial<Record<InventedStage, Day>>>;
  readonly abandonReason: string | null;
}

export interface InventedPartner {
  readonly reference: string;
  readonly siren: string;
  readonly lead: boolean;
  readonly commune: string;
  readonly industrialEuros: number;
  readonly experimentalEuros: number;
  readonly askedEuros: number;
  readonly joinedOn: Day;
}

export interface InventedAid {
  readonly reference: string;
  readonly call: string;
  readonly funder: 'État' | 'Bpifrance' | 'ANR' | 'ADEME' | 'Europe';
  readonly siren: string;
  readonly askedEuros: number;
  readonly grantedEuros: number | null;
  readonly submittedOn: Day;
  readonly selectedOn: Day | null;
  readonly agreementOn: Day | null;
  readonly refusedOn: Day | null;
  readonly refusal: string | null;
  readonly lapsed: boolean;
  readonly paidEuros: number | null;
  readonly paidOn: Day | null;
}

export interface InventedResult {
  readonly reference: string;
  readonly siren: string;
  readonly kind:
    | 'product'
    | 'process'
    | 'service'
    | 'patent'
    | 'publication'
    | 'investment'
    | 'first-sale'
    | 'market-year';
  readonly on: Day | null;
  readonly year: number | null;
  readonly title: string | null;
  readonly euros: number | null;
  readonly country: string | null;
  readonly exportPercent: number | null;
  readonly jobsCreated: number | null;
  readonly jobsKept: number | null;
}

export interface InventedProjects {
  readonly projects: readonly InventedProject[];
  readonly partners: readonly InventedPartner[];
  readonly aids: readonly InventedAid[];
  readonly results: readonly InventedResult[];
}

const FUNDERS: Readonly<Record<string, InventedAid['funder']>> = {
  pspc: 'Bpifrance',
  anr: 'ANR',
  ademe: 'ADEME',
  europe: 'Europe',
};

const SEED = 20_060_712;
/** Between the draws of two projects, so that what one of them is does not depend on the others. */
const SEED_STEP = 7_919;
const FIRST_DAY = day('2006-01-10');
const LAST_OPENING = day('2018-03-26');

const SME_LEAD_SHARE = 0.31;
const PUBLIC_SHARE = 0.35;
const COSTS_MEDIAN_EUROS = 1_300_000;

/** Projects of the cluster at home: one at least at every stage, where a newcomer looks for it. */
const AT_HOME: readonly { readonly name: string; readonly openedOn: string; readonly stage: InventedStage | 'idea' }[] =
  [
    { name: 'CARBOPACK', openedOn: '2012-05-14', stage: 'completed' },
    { name: 'FOTOLINE', openedOn: '2006-09-04', stage: 'diffused' },
    { name: 'AQUAGRID', openedOn: '2008-02-11', stage: 'market' },
    { name: 'NANOPACK', openedOn: '2009-03-02', stage: 'market' },
    { name: 'ISOTRACE', openedOn: '2010-02-08', stage: 'market' },
    { name: 'LUMASCAN', openedOn: '2010-11-08', stage: 'market' },
    { name: 'OPTISENS', openedOn: '2012-03-05', stage: 'market' },
    { name: 'BIOPLAN', openedOn: '2010-10-04', stage: 'industrialisation' },
    { name: 'SONATEX', openedOn: '2013-02-18', stage: 'completed' },
    { name: 'VIGILINK', openedOn: '2013-11-04', stage: 'completed' },
    { name: 'GEOSAFE', openedOn: '2014-10-06', stage: 'running' },
    { name: 'TRANSFLUX', openedOn: '2015-10-05', stage: 'running' },
    { name: 'LUMAVERT', openedOn: '2016-03-07', stage: 'running' },
    { name: 'ISONOV', openedOn: '2017-02-13', stage: 'agreement' },
    { name: 'CYBERPLAN', openedOn: '2017-06-05', stage: 'selected' },
    { name: 'HYDROGRID', openedOn: '2017-09-11', stage: 'submitted' },
    { name: 'AGROVERT', openedOn: '2017-12-11', stage: 'labelled' },
    { name: 'ROBOMESH', openedOn: '2018-01-15', stage: 'consortium' },
    { name: 'THERMASITE', openedOn: '2018-02-05', stage: 'consortium' },
    { name: 'ALUTRACE', openedOn: '2018-03-26', stage: 'idea' },
    { name: 'MEDISCAN', openedOn: '2011-05-16', stage: 'abandoned' },
  ];

interface Pool {
  readonly firms: readonly InventedOrganisation[];
  readonly smes: readonly InventedOrganisation[];
  readonly research: readonly InventedOrganisation[];
}

/** Projects of these clusters, `count` in all, shared out by their members: the same on every machine. The first are those of the cluster at home. */
export function inventProjects(
  invention: Invention,
  clusters: readonly string[],
  count: number,
  home: string,
): InventedProjects {
  const pools = poolsOf(invention, clusters);
  const able = clusters.filter((cluster) => isEnough(pools.get(cluster)!));
  const weights = able.map((cluster) => pools.get(cluster)!.firms.length);
  const all = { projects: [], partners: [], aids: [], results: [] } as {
    projects: InventedProject[];
    partners: InventedPartner[];
    aids: InventedAid[];
    results: InventedResult[];
  };
  const names = new Set(AT_HOME.map(({ name }) => name));
  for (let number = 1; number <= count && able.length > 0; number++) {
    const draw = chance(SEED + number * SEED_STEP);
    const known = able.includes(home) ? AT_HOME[number - 1] : undefined;
    const cluster = known ? home : able[weighted(draw, weights)]!;
    const others = able.filter((one) => one !== cluster);
    inventProject({ draw, number, cluster, others, pool: pools.get(cluster)!, names }, known ?? null, all);
  }
  return all;
}

const isEnough = ({ firms, research }: Pool): boolean => firms.length >= 4 && research.length >= 1;

function poolsOf({ organisations, memberships }: Invention, clusters: readonly string[]): ReadonlyMap<string, Pool> {
  const bySiren = new Map(organisations.map((one) => [one.siren, one]));
  return new Map(
    clusters.map((cluster) => {
      const members = (memberships.get(cluster) ?? [])
        .filter(({ to }) => to === null)
        .map(({ siren }) => bySiren.get(siren)!)
        .filter((one) => one.created <= FIRST_DAY);
      const firms = members.filter(({ kind }) => kind === 'firm');
      const research = members.filter(({ kind }) => kind === 'laboratory' || kind === 'training-body');
      return [cluster, { firms, smes: firms.filter(({ size }) => size === 'sme'), research }];
    }),
  );
}

function weighted(draw: Chance, weights: readonly number[]): number {
  const wanted = draw.next() * weights.reduce((sum, one) => sum + one, 0);
  let reached = 0;
  for (const [place, weight] of weights.entries()) {
    reached += weight;
    if (wanted < reached) return place;
  }
  return weights.length - 1;
}

interface Drawing {
  readonly draw: Chance;
  readonly number: number;
  readonly cluster: string;
  readonly others: readonly string[];
  readonly pool: Pool;
  readonly names: Set<string>;
}

type Written = {
  projects: InventedProject[];
  partners: InventedPartner[];
  aids: InventedAid[];
  results: InventedResult[];
};

function inventProject(drawing: Drawing, known: (typeof AT_HOME)[number] | null, all: Written): void {
  const { draw, number, cluster, others } = drawing;
  const reference = `DEMO-${String(number).padStart(4, '0')}`;
  const openedOn = known
    ? day(known.openedOn)
    : addDays(FIRST_DAY, draw.whole(0, daysBetween(FIRST_DAY, LAST_OPENING)));
  const course = known ? courseAt(draw, openedOn, known.stage) : inventCourse(draw, openedOn);
  const acronym = known ? `${known.name} (fictif)` : nameOf(drawing);
  const [object, use] = [draw.pick(OBJECTS), draw.pick(USES)];
  const labels = [
    cluster,
    ...(draw.hit(0.22) ? [draw.pick(others)] : []),
    ...(draw.hit(0.05) ? [draw.pick(others)] : []),
  ];
  all.projects.push({
    reference,
    acronym,
    title: `${object[0]!.toUpperCase()}${object.slice(1)} pour ${use}`,
    summary: `Un ${draw.pick(['démonstrateur', 'prototype', 'pilote'])} de ${object}, éprouvé chez deux utilisateurs (projet inventé).`,
    targetMarket: `${draw.pick(MARKETS)} (marché inventé)`,
    cluster,
    labels: [...new Set(labels)],
    call: course.call,
    openedOn,
    researchFrom: course.researchFrom,
    researchTo: course.researchTo,
    launchOn: addDays(course.researchTo, draw.whole(300, 1_100)),
    trl: trlOf(course.stages),
    open: course.stages.agreement !== undefined && draw.hit(PUBLIC_SHARE),
    stages: course.stages,
    abandonReason: course.stages.abandoned ? draw.pick(GIVEN_UP) : null,
  });
  const partners = inventPartners(drawing, reference, openedOn);
  all.partners.push(...partners);
  all.aids.push(...inventAids(draw, course, partners));
  all.results.push(...inventResults(draw, course, partners));
}

function nameOf({ draw, number, names }: Drawing): string {
  const name = `${draw.pick(BEGINNINGS)}${draw.pick(ENDINGS)}`.toUpperCase();
  const acronym = names.has(name) ? `${name} ${number} (fictif)` : `${name} (fictif)`;
  names.add(name);
  return acronym;
}

function inventPartners({ draw, pool }: Drawing, reference: string, joinedOn: Day): InventedPartner[] {
  const lead = draw.hit(SME_LEAD_SHARE) && pool.smes.length > 0 ? draw.pick(pool.smes) : draw.pick(pool.firms);
  const chosen = new Map([[lead.siren, lead]]);
  const wanted = draw.whole(3, 7);
  for (let tries = 0; chosen.size < wanted && tries < 40; tries++) {
    const one =
      chosen.size % 3 === 2
        ? draw.pick(pool.research)
        : draw.pick(draw.hit(0.6) && pool.smes.length > 0 ? pool.smes : pool.firms);
    chosen.set(one.siren, one);
  }
  const total = Math.min(12_000_000, draw.around(COSTS_MEDIAN_EUROS, 0.5));
  const parts = [...chosen.values()].map((_, place) => (place === 0 ? 2 : 0.5 + draw.next()));
  const whole = parts.reduce((sum, one) => sum + one, 0);
  return [...chosen.values()].map((one, place) => {
    const costs = Math.round((total * parts[place]!) / whole / 1_000) * 1_000;
    const experimentalEuros = one.kind === 'firm' ? Math.round((costs * draw.next() * 0.6) / 1_000) * 1_000 : 0;
    const rate = one.kind === 'firm' ? (one.size === 'sme' ? 0.45 : 0.25) : 0.4;
    return {
      reference,
      siren: one.siren,
      lead: place === 0,
      commune: one.commune,
      industrialEuros: costs - experimentalEuros,
      experimentalEuros,
      askedEuros: Math.round((costs * rate) / 1_000) * 1_000,
      joinedOn,
    };
  });
}

function inventAids(draw: Chance, course: Course, partners: readonly InventedPartner[]): InventedAid[] {
  const { stages, call, refusedOn } = course;
  const { submitted: submittedOn, selected: selectedOn = null, agreement: agreementOn = null } = stages;
  if (!submittedOn) return [];
  const refusal = refusedOn ? draw.pick(REFUSED) : null;
  const paidOn = stages.running ? addDays(stages.running, draw.whole(30, 400)) : null;
  return partners.map(({ reference, siren, askedEuros }) => {
    const grantedEuros = selectedOn ? Math.round(askedEuros * (0.8 + draw.next() * 0.2)) : null;
    const paid =
      paidOn && paidOn <= TODAY && grantedEuros ? Math.round(grantedEuros * (0.2 + draw.next() * 0.7)) : null;
    return {
      reference,
      call,
      funder: FUNDERS[call] ?? 'État',
      siren,
      askedEuros,
      grantedEuros,
      submittedOn,
      selectedOn,
      agreementOn,
      refusedOn,
      refusal,
      lapsed: selectedOn !== null && agreementOn === null && daysBetween(selectedOn, TODAY) > 184,
      paidEuros: paid,
      paidOn: paid === null ? null : paidOn,
    };
  });
}
