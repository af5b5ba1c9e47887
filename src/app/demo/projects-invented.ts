import { addDays, type Day, day, daysBetween } from '#kit/period.ts';
import { type Chance, chance } from './chance.ts';
import { type InventedOrganisation, type Invention, REFERENCE_DAY } from './invented.ts';

/**
 * Invented projects, calibrated on what is published: about 80 % of projects presented are labelled, half of the labelled are funded; 1.5 M€ of costs
 * and 750 k€ of aid on average for an FUI project; 31 % led by an SME in 2009, about three years of R&D (domain dossier 2.6, reference/chiffres-nationaux.csv).
 * They open from 2006 to 2014 and run, or are planned, to 2018; nothing is dated after the day that the demonstration speaks of. Every acronym ends with
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

export const INVENTED_STAGES = [
  'consortium',
  'labelled',
  'submitted',
  'selected',
  'agreement',
  'running',
  'completed',
  'industrialisation',
  'market',
  'diffused',
  'abandoned',
] as const;
export type InventedStage = (typeof INVENTED_STAGES)[number];

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
const TODAY = day(REFERENCE_DAY);
const FIRST_DAY = day('2006-01-10');
const LAST_OPENING = day('2014-07-15');

const HOME_PROJECTS = 12;
const LABELLED_SHARE = 0.8;
const FUNDED_SHARE = 0.5;
const SME_LEAD_SHARE = 0.31;
/** Selected, then never signed within six months (R76). */
const LAPSED_SHARE = 0.04;
const PUBLIC_SHARE = 0.35;
const COSTS_MEDIAN_EUROS = 1_300_000;

const BEGINNINGS = [
  'Opti',
  'Bio',
  'Aqua',
  'Nano',
  'Eco',
  'Cyber',
  'Agro',
  'Iso',
  'Therma',
  'Robo',
  'Luma',
  'Sona',
  'Geo',
  'Hydro',
  'Alu',
  'Carbo',
  'Medi',
  'Trans',
  'Vigi',
  'Foto',
];
const ENDINGS = [
  'flux',
  'plan',
  'sens',
  'grid',
  'tex',
  'scan',
  'form',
  'drive',
  'safe',
  'link',
  'cap',
  'line',
  'pack',
  'vert',
  'mat',
  'nov',
  'lab',
  'site',
  'trace',
  'mesh',
];
const OBJECTS = [
  'capteurs sobres',
  'procédé à froid',
  'matériau recyclé',
  'logiciel embarqué',
  'diagnostic rapide',
  'assemblage sans colle',
  'alliage léger',
  'plateforme de données',
  'emballage actif',
  'chaîne de froid suivie',
  'moteur hybride',
  'fibre technique',
];
const USES = [
  'l’industrie agroalimentaire',
  'les réseaux d’énergie',
  'l’aéronautique',
  'les hôpitaux',
  'la rénovation des bâtiments',
  'l’automobile',
  'les ports',
  'la chimie fine',
  'les services urbains',
  'le textile technique',
];
const MARKETS = [
  'Équipementiers européens',
  'Hôpitaux et cliniques',
  'Collectivités et régies',
  'Industriels de la transformation',
  'Constructeurs et leurs sous-traitants',
  'Distribution professionnelle',
];
const GIVEN_UP = [
  'Le marché visé a disparu.',
  'Le verrou technique n’a pas été levé.',
  'Le financement a été refusé deux fois.',
  'Le chef de file a changé de stratégie.',
  'Un partenaire indispensable s’est retiré.',
];
const REFUSED = [
  'Retombées économiques insuffisantes.',
  'Consortium trop déséquilibré.',
  'Projet trop amont pour cet appel.',
];
const COUNTRIES = ['FR', 'FR', 'FR', 'DE', 'IT', 'ES', 'US', 'CN'];

interface Pool {
  readonly firms: readonly InventedOrganisation[];
  readonly smes: readonly InventedOrganisation[];
  readonly research: readonly InventedOrganisation[];
}

/** Projects of these clusters, `count` in all, shared out by their members: the same on every machine. The first dozen are those of the cluster at home. */
export function inventProjects(
  invention: Invention,
  clusters: readonly string[],
  count: number,
  home: string,
): InventedProjects {
  const draw = chance(SEED);
  const pools = poolsOf(invention, clusters);
  const able = clusters.filter((cluster) => isEnough(pools.get(cluster)!));
  const weights = able.map((cluster) => pools.get(cluster)!.firms.length);
  const all = { projects: [], partners: [], aids: [], results: [] } as {
    projects: InventedProject[];
    partners: InventedPartner[];
    aids: InventedAid[];
    results: InventedResult[];
  };
  const names = new Set<string>();
  for (let number = 1; number <= count && able.length > 0; number++) {
    const cluster = number <= HOME_PROJECTS && able.includes(home) ? home : able[weighted(draw, weights)]!;
    const others = able.filter((one) => one !== cluster);
    inventProject({ draw, number, cluster, others, pool: pools.get(cluster)!, names }, all);
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

function inventProject(drawing: Drawing, all: Written): void {
  const { draw, number, cluster, others } = drawing;
  const reference = `DEMO-${String(number).padStart(4, '0')}`;
  const openedOn = addDays(FIRST_DAY, draw.whole(0, daysBetween(FIRST_DAY, LAST_OPENING)));
  const course = inventCourse(draw, openedOn);
  const acronym = nameOf(drawing);
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

interface Course {
  readonly stages: Partial<Record<InventedStage, Day>>;
  readonly call: string;
  readonly researchFrom: Day;
  readonly researchTo: Day;
  readonly refusedOn: Day | null;
}

/** The stages that a project went through until today, each some time after the one before; many stop on the way. */
function inventCourse(draw: Chance, openedOn: Day): Course {
  const stages: Partial<Record<InventedStage, Day>> = {};
  let last = openedOn;
  let alive = true;
  const pass = (stage: InventedStage, from: number, to: number): boolean => {
    if (!alive) return false;
    const on = addDays(last, draw.whole(from, to));
    if (on > TODAY) alive = false;
    else {
      stages[stage] = on;
      last = on;
    }
    return alive;
  };
  const call = draw.hit(0.72) ? 'fui-18' : draw.pick(['anr', 'ademe', 'europe', 'pspc']);
  let refusedOn: Day | null = null;
  pass('consortium', 30, 160);
  if (draw.hit(LABELLED_SHARE)) {
    pass('labelled', 45, 130);
    if (pass('submitted', 5, 40)) {
      if (draw.hit(FUNDED_SHARE)) {
        if (pass('selected', 80, 150) && draw.hit(LAPSED_SHARE)) alive = false;
        pass('agreement', 40, 170);
        pass('running', 5, 60);
      } else {
        const on = addDays(last, draw.whole(80, 150));
        refusedOn = on <= TODAY ? on : null;
        alive = false;
      }
    }
  } else alive = false;
  const researchFrom = stages.running ?? addDays(last, 200);
  const researchTo = addDays(researchFrom, draw.whole(24, 42) * 30);
  if (alive && researchTo <= TODAY) {
    stages.completed = researchTo;
    last = researchTo;
    if (draw.hit(0.4)) pass('industrialisation', 90, 500);
    if (draw.hit(0.55) && pass('market', 120, 700) && draw.hit(0.4)) pass('diffused', 250, 600);
  }
  const stale = daysBetween(last, TODAY) > 500 && !stages.completed;
  if (!stages.market && (draw.hit(0.08) || (stale && draw.hit(0.7)))) {
    const on = addDays(last, draw.whole(60, 400));
    if (on <= TODAY && !(stages.running && on > researchTo)) stages.abandoned = on;
  }
  return { stages, call, researchFrom, researchTo, refusedOn };
}

function trlOf(stages: Partial<Record<InventedStage, Day>>): number {
  if (stages.market) return 9;
  if (stages.industrialisation) return 8;
  if (stages.completed) return 6;
  return stages.running ? 4 : 3;
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

function inventResults(draw: Chance, course: Course, partners: readonly InventedPartner[]): InventedResult[] {
  const { stages } = course;
  const { completed, industrialisation, market } = stages;
  if (!completed) return [];
  const [lead, second = lead] = partners as [InventedPartner, InventedPartner?];
  const { reference } = lead;
  const blank = {
    year: null,
    title: null,
    euros: null,
    country: null,
    exportPercent: null,
    jobsCreated: null,
    jobsKept: null,
  };
  const results: InventedResult[] = [];
  const before = (days: number): Day => addDays(completed, -days);
  if (draw.hit(0.6))
    results.push({
      ...blank,
      reference,
      siren: lead.siren,
      kind: draw.pick(['product', 'process', 'service']),
      on: before(draw.whole(0, 90)),
      title: 'Résultat principal (inventé)',
    });
  if (draw.hit(0.35))
    results.push({
      ...blank,
      reference,
      siren: second!.siren,
      kind: 'patent',
      on: before(draw.whole(30, 400)),
      title: 'Brevet déposé (inventé)',
    });
  if (draw.hit(0.5))
    results.push({
      ...blank,
      reference,
      siren: partners.at(-1)!.siren,
      kind: 'publication',
      on: before(draw.whole(10, 500)),
      title: 'Publication (inventée)',
    });
  if (industrialisation)
    results.push({
      ...blank,
      reference,
      siren: lead.siren,
      kind: 'investment',
      on: industrialisation,
      euros: Math.round(draw.around(1_500_000, 0.7) / 10_000) * 10_000,
      jobsCreated: draw.whole(2, 40),
    });
  if (!market) return results;
  results.push({
    ...blank,
    reference,
    siren: lead.siren,
    kind: 'first-sale',
    on: market,
    country: stages.diffused ? draw.pick(COUNTRIES.slice(2)) : draw.pick(COUNTRIES),
    euros: Math.round(draw.around(60_000, 0.9) / 1_000) * 1_000,
  });
  const lastYear = Number(TODAY.slice(0, 4)) - 1;
  let revenue = draw.around(250_000, 0.8);
  for (let year = Number(market.slice(0, 4)); year <= lastYear; year++) {
    results.push({
      ...blank,
      reference,
      siren: lead.siren,
      kind: 'market-year',
      on: null,
      year,
      euros: Math.round(revenue / 1_000) * 1_000,
      exportPercent: draw.whole(0, 60),
      jobsCreated: draw.whole(0, 12),
      jobsKept: draw.whole(0, 8),
    });
    revenue *= 1.1 + draw.next();
  }
  return results;
}
