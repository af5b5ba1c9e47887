import type { Cents } from '#kit/money.ts';
import type { Say } from '#kit/say.ts';
import type { KnownOrganisation, KnownOrganisations } from '#rooms/registry';
import type {
  FirstSaleTable,
  IndustrialisationTable,
  MarketYearTable,
  ResultTable,
} from '../delivery/delivery.tables.ts';
import type { LineSubject } from '../delivery/delivery.ts';
import type {
  ApplicationPartnerTable,
  ApplicationStepTable,
  ApplicationTable,
  PaymentTable,
} from '../funding/funding.tables.ts';
import type { FundingCall } from '../funding/funding-window.ts';
import type { LabelTable, MeetingTable, SubmissionTable } from '../labelling/labelling.tables.ts';
import type {
  BlockAudienceTable,
  PartnerCostTable,
  PartnerTable,
  ProjectTable,
  Stage,
  StageEntryTable,
} from '../project.ts';
import type { Outcome } from './imports.ts';
import type { Fault } from './table.rules.ts';

/** What an import is judged on: who gives it, when, and what the programme knows of what it names. */
export interface Known {
  /** The real day: a file may tell of days after the one that the screens speak of, never of one to come. */
  readonly today: string;
  readonly now: Date;
  readonly source: string;
  /** « Import : fichier.csv », the evidence of all that it brings. */
  readonly evidence: string;
  readonly by: string;
  readonly cluster: string | null;
  readonly synthetic: boolean;
  readonly mayWrite: (cluster: string) => boolean;
  readonly clusters: ReadonlySet<string>;
  readonly filieres: ReadonlySet<string>;
  readonly communes: ReadonlySet<string>;
  /** Codes of the regions of 2013. */
  readonly regions: ReadonlySet<string>;
  readonly calls: ReadonlyMap<string, FundingCall>;
  readonly organisations: KnownOrganisations;
  /** By the reference that the file gives; those that its lines create join them. */
  readonly projects: Map<string, KnownProject>;
  readonly takenIds: Set<string>;
  /** `cluster acronym` in small letters. */
  readonly acronyms: Map<string, string>;
  readonly partners: Map<string, KnownPartner[]>;
  readonly applications: Map<string, KnownApplication[]>;
  readonly outcomes: Map<string, KnownLine[]>;
  /** Closed meetings by `cluster day`. */
  readonly meetings: Map<string, string>;
}

/** What is written of a project: the rest of its row follows by itself. */
export type WrittenProject = Omit<ProjectTable, 'open_to' | 'sort_name'>;

export interface KnownProject extends WrittenProject {
  /** First day of each stage reached. */
  readonly reached: Readonly<Partial<Record<Stage, string>>>;
  /** Calls before which it was labelled or submitted to labelling. */
  readonly labelledFor: readonly string[];
}

export interface KnownPartner extends PartnerTable {
  readonly costs: readonly Pick<PartnerCostTable, 'nature' | 'research' | 'amount_cents'>[];
}

export interface KnownApplication extends ApplicationTable {
  readonly steps: readonly Pick<ApplicationStepTable, 'state' | 'on_day'>[];
  readonly parts: readonly ApplicationPartnerTable[];
  readonly payments: readonly PaymentTable[];
}

/** A line of results that counts today: `key` says what it is about, `content` what it tells. */
export interface KnownLine {
  readonly subject: LineSubject;
  readonly id: string;
  readonly key: string;
  readonly content: string;
}

/** Rows to be written, table by table, whole. */
export interface Writes {
  readonly projects: WrittenProject[];
  readonly amendedProjects: WrittenProject[];
  readonly entries: StageEntryTable[];
  readonly audiences: BlockAudienceTable[];
  readonly submissions: SubmissionTable[];
  readonly meetings: MeetingTable[];
  readonly labels: LabelTable[];
  readonly partners: PartnerTable[];
  readonly amendedPartners: PartnerTable[];
  /** All costs of the partners that the file gives costs for. */
  readonly costs: PartnerCostTable[];
  readonly costsOf: string[];
  readonly applications: ApplicationTable[];
  readonly amendedApplications: ApplicationTable[];
  readonly steps: ApplicationStepTable[];
  readonly parts: ApplicationPartnerTable[];
  readonly amendedParts: ApplicationPartnerTable[];
  readonly payments: PaymentTable[];
  /** First day on which a partner asked for aid, when none was known (R95). */
  readonly firstRequests: { readonly id: string; readonly on: string }[];
  readonly results: ResultTable[];
  readonly industrialisations: IndustrialisationTable[];
  readonly firstSales: FirstSaleTable[];
  readonly marketYears: MarketYearTable[];
  /** Lines that another replaces: withdrawn, and what was agreed on their share follows. */
  readonly replaced: { readonly subject: LineSubject; readonly id: string; readonly by: string }[];
}

/** What an import would do. Filled line after line. */
export class Plan {
  readonly faults: Fault[];
  readonly outcomes = new Map<number, Outcome>();
  readonly newId: (prefix: string) => string;
  readonly writes: Writes = {
    projects: [],
    amendedProjects: [],
    entries: [],
    audiences: [],
    submissions: [],
    meetings: [],
    labels: [],
    partners: [],
    amendedPartners: [],
    costs: [],
    costsOf: [],
    applications: [],
    amendedApplications: [],
    steps: [],
    parts: [],
    amendedParts: [],
    payments: [],
    firstRequests: [],
    results: [],
    industrialisations: [],
    firstSales: [],
    marketYears: [],
    replaced: [],
  };

  constructor(faults: readonly Fault[], newId: (prefix: string) => string) {
    this.faults = [...faults];
    this.newId = newId;
    for (const { row } of faults) this.outcomes.set(row, 'error');
  }

  /** Notes what is wrong with a field of a line. */
  refuse(row: number, field: string | null, fr: string, en: string): void {
    this.faults.push({ row, field, reason: { fr, en } as Say });
    this.outcomes.set(row, 'error');
  }

  isWrong(row: number): boolean {
    return this.outcomes.get(row) === 'error';
  }

  /** A line may do several things: what changes most is what it does. */
  settle(row: number, outcome: Outcome): void {
    const rank = (one: Outcome | undefined) =>
      ['unchanged', 'change', 'create', 'left-out', 'error'].indexOf(one ?? '');
    if (rank(outcome) > rank(this.outcomes.get(row))) this.outcomes.set(row, outcome);
  }
}

/** The project that a line names, when the person may write it; a fault otherwise. */
export function projectNamed(plan: Plan, known: Known, row: number, reference: string): KnownProject | null {
  const project = known.projects.get(reference);
  if (!project) {
    plan.refuse(
      row,
      'reference',
      `Aucun projet n’a la référence «\u202f${reference}\u202f» dans la source «\u202f${known.source}\u202f». Importez d’abord les projets, ou corrigez la référence.`,
      `No project has the reference “${reference}” in the source “${known.source}”. Import the projects first, or correct the reference.`,
    );
    return null;
  }
  return mayWrite(plan, known, row, 'reference', project.cluster_id) ? project : null;
}

/** Whoever imports writes for their own clusters only. */
export function mayWrite(plan: Plan, known: Known, row: number, field: string, cluster: string): boolean {
  if (known.mayWrite(cluster)) return true;
  plan.refuse(
    row,
    field,
    `Cette ligne concerne le pôle «\u202f${cluster}\u202f», et vous n’importez que pour le vôtre. Retirez-la, ou demandez à son équipe de l’importer.`,
    `This line is about the cluster “${cluster}”, and you import for your own only. Remove it, or ask its team to import it.`,
  );
  return false;
}

/** The organisation of a SIREN, which must be in the registry. */
export function organisationOfSiren(plan: Plan, known: Known, row: number, siren: string): KnownOrganisation | null {
  const found = known.organisations.bySiren.get(siren);
  if (found) return found;
  plan.refuse(
    row,
    'siren',
    `Aucune organisation du registre n’a le SIREN ${siren}. Inscrivez-la d’abord au registre, ou corrigez le numéro.`,
    `No organisation of the registry has the SIREN ${siren}. Enter it in the registry first, or correct the number.`,
  );
  return null;
}

/** Today or before. */
export function hasCome(plan: Plan, known: Known, row: number, field: string, on: string | null): boolean {
  if (on === null || on <= known.today) return true;
  plan.refuse(
    row,
    field,
    'Ce jour n’est pas encore venu\u202f: un import dit ce qui s’est produit.',
    'This day has not come yet: an import tells what has happened.',
  );
  return false;
}

/** Is the amount in the unit that it should be? No single aid of the programme stands above this end. */
export const isPlausibleAid = (amount: Cents | number | null, most: number): boolean =>
  amount === null || amount <= most;

/** Have these fields of a row become something else? */
export const differs = <Row extends object>(before: Row, after: Partial<Row>): boolean =>
  (Object.keys(after) as (keyof Row)[]).some((key) => before[key] !== after[key]);
