import type { Actor } from '#kit/actor.ts';
import type { Services } from '#kit/context.ts';
import type { Sql } from '#kit/db/database.ts';
import { openFile } from '#kit/files.ts';
import { type FileTable, knownOrganisations, reachOf, readImportFile } from '#rooms/registry';
import { fundingReferenceOf } from '../funding/calls/call-addition.store.ts';
import { TEAM } from '../projects.roles.ts';
import { planAids } from './aid-plan.rules.ts';
import type { RowOf } from './cell.rules.ts';
import type { ProjectImportTable } from './imports.tables.ts';
import type { ImportCounts, ImportProblem, Outcome } from './imports.ts';
import {
  closedMeetings,
  knownApplications,
  knownLines,
  knownNames,
  knownPartners,
  knownProjects,
  takenNames,
} from './known.store.ts';
import { AID_COLUMNS, RESULT_COLUMNS } from './money-columns.ts';
import { ademePartner, ademeProject, cordisPartner, cordisProject, OFFICIAL_FIELDS } from './official.rules.ts';
import { ADEME_COLUMNS, CORDIS_ORGANISATION_COLUMNS, CORDIS_PROJECT_COLUMNS } from './official-columns.ts';
import { type PartnerLine, planPartners } from './partner-plan.rules.ts';
import { type Known, Plan } from './plan.ts';
import { PARTNER_COLUMNS, type PartnerRow, PROJECT_COLUMNS, type ProjectRow } from './project-columns.ts';
import { planProjects } from './project-plan.rules.ts';
import { planResults } from './result-plan.rules.ts';
import { columnsOf, countKnown, type Fault, type Line, placed, readLines, unreadHeaders } from './table.rules.ts';

/** What an import would do, or does: the same work tells both. */
export interface DryRun {
  readonly counts: ImportCounts;
  readonly problems: readonly ImportProblem[];
  readonly headers: readonly string[];
  readonly unread: readonly string[];
  readonly preview: readonly { readonly row: number; readonly outcome: Outcome; readonly cells: readonly string[] }[];
  readonly plan: Plan;
}

/** Whom the import is for, and how. */
export interface RunBy {
  readonly sql: Sql;
  readonly services: Services;
  readonly actor: Actor;
  readonly now: Date;
  readonly today: string;
  /** Lines of an official layout whose organisation is not in the registry are left out rather than refused. */
  readonly leaveOut: boolean;
  /** Keeps what is read from other writers, to apply the plan. */
  readonly hold: boolean;
  readonly newId: (prefix: string) => string;
}

const PREVIEWED = 20;

/** The table of an import's file. What cannot be read was refused when the file came in. */
export async function tableOf(by: Pick<RunBy, 'sql' | 'services'>, fileId: string): Promise<FileTable> {
  const opened = await openFile(by.sql, by.services.config.dataDir, fileId);
  if (!opened) throw new Error(`No file ${fileId}`);
  const chunks: Uint8Array[] = [];
  for await (const chunk of opened.stream) chunks.push(chunk);
  const reading = await readImportFile(Buffer.concat(chunks), countKnown);
  if (!reading.ok) throw new Error(`File ${fileId} cannot be read any more: ${reading.reason.en}`);
  return reading.table;
}

/** Decides everything that the file would do from what the programme knows now. Writes nothing. */
export async function dryRun(row: ProjectImportTable, by: RunBy): Promise<DryRun> {
  const table = await tableOf(by, row.file_id);
  const columns = columnsOf(row.kind, row.layout);
  const plan = await planOf(row, table, by);
  const official = OFFICIAL_FIELDS[row.layout];
  return {
    counts: countsOf(plan, table.rows.length),
    problems: placed(plan.faults, table, columns, official),
    headers: table.headers,
    unread: unreadHeaders(columns, table.headers),
    preview: table.rows.slice(0, PREVIEWED).map(({ row: line, cells }) => ({
      row: line,
      outcome: plan.outcomes.get(line) ?? 'unchanged',
      cells: table.headers.map((_, place) => (cells[place] ?? '').trim().slice(0, 80)),
    })),
    plan,
  };
}

function countsOf(plan: Plan, rows: number): ImportCounts {
  const of = (outcome: Outcome) => [...plan.outcomes.values()].filter((one) => one === outcome).length;
  return {
    rows,
    create: of('create'),
    change: of('change'),
    unchanged: of('unchanged'),
    error: of('error'),
    leftOut: of('left-out'),
  };
}

async function planOf(row: ProjectImportTable, table: FileTable, by: RunBy): Promise<Plan> {
  switch (row.layout) {
    case 'cordis-projects': {
      const { lines, faults } = readLines(CORDIS_PROJECT_COLUMNS, table);
      const known = await knownFor(row, by, { projects: lines.map(({ values }) => values.id!) });
      const plan = new Plan(faults, by.newId);
      planProjects(
        plan,
        known,
        dated(
          plan,
          lines.map((line) => cordisProject(line, by.today)),
        ),
      );
      return plan;
    }
    case 'cordis-organisations': {
      const { lines, faults } = readLines(CORDIS_ORGANISATION_COLUMNS, table);
      const plan = new Plan(faults, by.newId);
      const references = lines.map(({ values }) => values.projectID!);
      const projects = await knownProjects(by.sql, row.source, references, false);
      const partners = lines.map((line) =>
        cordisPartner(line, by.today, projects.get(line.values.projectID!)?.research_ends_on ?? null),
      );
      const known = await knownFor(row, by, { projects: references, partners });
      planPartners(plan, known, foundIn(plan, known, partners, by.leaveOut), by.leaveOut);
      return plan;
    }
    case 'ademe': {
      const { lines, faults } = readLines(ADEME_COLUMNS, table);
      const plan = new Plan(faults, by.newId);
      const partners = lines.map(ademePartner);
      const known = await knownFor(row, by, { projects: partners.map(({ values }) => values.reference!), partners });
      const found = foundIn(plan, known, partners, by.leaveOut);
      const kept = new Set(found.map((line) => line.row));
      planProjects(
        plan,
        known,
        dated(
          plan,
          lines.filter((line) => kept.has(line.row)).map((line) => ademeProject(line, by.today)),
        ),
      );
      planPartners(
        plan,
        known,
        found.filter((line) => !plan.isWrong(line.row)),
      );
      return plan;
    }
    default:
      return planOwn(row, table, by);
  }
}

async function planOwn(row: ProjectImportTable, table: FileTable, by: RunBy): Promise<Plan> {
  const planned = async <Row extends { reference: string | null; siren?: string | null }>(
    { lines, faults }: { lines: Line<Row>[]; faults: Fault[] },
    decide: (plan: Plan, known: Known, lines: Line<Row>[]) => void,
  ): Promise<Plan> => {
    const plan = new Plan(faults, by.newId);
    const known = await knownFor(row, by, {
      projects: lines.map(({ values }) => values.reference!),
      partners: lines.map(({ values }) => ({ values: { siren: values.siren ?? null } })),
    });
    decide(plan, known, lines);
    return plan;
  };
  switch (row.kind) {
    case 'projects':
      return planned(readLines(PROJECT_COLUMNS, table), planProjects);
    case 'partners':
      return planned<PartnerRow>(readLines(PARTNER_COLUMNS, table), (plan, known, lines) =>
        planPartners(plan, known, lines),
      );
    case 'aids':
      return planned(readLines(AID_COLUMNS, table), planAids);
    default:
      return planned(readLines(RESULT_COLUMNS, table), planResults);
  }
}

/** Lines that say when their project began; the others are refused. */
const dated = (plan: Plan, lines: readonly Line<ProjectRow>[]): Line<ProjectRow>[] =>
  lines.filter(({ row, values }) => {
    if (values.openedOn === null)
      plan.refuse(
        row,
        'openedOn',
        'Aucune date ne dit quand ce projet a commencé. Complétez la ligne, ou retirez-la.',
        'No date says when this project began. Complete the line, or remove it.',
      );
    return values.openedOn !== null;
  });

/** Finds the organisation of each line by its SIREN, else by its exact name; those that the registry lacks are refused, or left out. */
function foundIn(
  plan: Plan,
  known: Known,
  lines: readonly (Line<PartnerRow> & { readonly name: string })[],
  leaveOut: boolean,
): PartnerLine[] {
  const { bySiren, byName } = known.organisations;
  return lines.flatMap((line) => {
    const named = byName.get(line.name) ?? [];
    const organisation =
      (line.values.siren !== null ? bySiren.get(line.values.siren) : undefined) ??
      (named.length === 1 ? named[0]! : null);
    if (organisation) return [{ ...line, organisation }];
    if (leaveOut) plan.settle(line.row, 'left-out');
    else if (named.length > 1)
      plan.refuse(
        line.row,
        'organisation',
        `Plusieurs organisations du registre portent le nom «\u202f${line.name}\u202f». Donnez son SIREN, ou laissez de côté ces lignes.`,
        `Several organisations of the registry bear the name “${line.name}”. Give its SIREN, or leave such lines out.`,
      );
    else
      plan.refuse(
        line.row,
        'organisation',
        `«\u202f${line.name}\u202f» n’est pas au registre, ni par son SIREN ni par son nom. Inscrivez-la, ou demandez à laisser de côté ces lignes.`,
        `“${line.name}” is not in the registry, neither by its SIREN nor by its name. Enter it there, or ask to leave such lines out.`,
      );
    return [];
  });
}

interface Named {
  readonly projects: readonly string[];
  readonly partners?: readonly {
    readonly name?: string;
    readonly values: Pick<RowOf<typeof PARTNER_COLUMNS>, 'siren'>;
  }[];
}

/** What the programme knows of all that the file names. */
async function knownFor(row: ProjectImportTable, by: RunBy, named: Named): Promise<Known> {
  const { sql, actor } = by;
  const reach = reachOf(actor, TEAM);
  const names = await knownNames(sql);
  const projects = await knownProjects(sql, row.source, named.projects, by.hold);
  const ids = [...new Set([...projects.values()].map(({ id }) => id))];
  const facts = (named.partners ?? []).map(({ name, values }) => ({
    siren: values.siren as never,
    name: name ?? null,
  }));
  const bringsProjects = row.kind === 'projects';
  return {
    today: by.today,
    now: by.now,
    source: row.source,
    evidence: `Import\u202f: ${row.file_name}`,
    by: actor.name,
    cluster: row.cluster_id,
    synthetic: row.synthetic,
    mayWrite: (cluster) => reach.everything || reach.clusters.includes(cluster),
    ...names,
    calls: new Map((await fundingReferenceOf(sql)).calls.map((call) => [call.id, call])),
    organisations:
      facts.length > 0
        ? await knownOrganisations(sql, namedOnce(facts), { accounts: false, hold: false })
        : { bySiren: new Map(), byName: new Map() },
    projects,
    ...(bringsProjects ? await takenNames(sql) : { takenIds: new Set<string>(), acronyms: new Map<string, string>() }),
    partners: await knownPartners(sql, ids),
    applications: row.kind === 'aids' ? await knownApplications(sql, ids) : new Map(),
    outcomes: row.kind === 'results' ? await knownLines(sql, ids) : new Map(),
    meetings: bringsProjects ? await closedMeetings(sql) : new Map(),
  };
}

/** A name is looked for even beside a SIREN: an official file may give one that the registry does not have. */
const namedOnce = <Facts extends { siren: unknown; name: string | null }>(facts: readonly Facts[]): Facts[] =>
  facts.flatMap((one) =>
    one.siren !== null && one.name !== null
      ? [
          { ...one, name: null },
          { ...one, siren: null },
        ]
      : [one],
  );
