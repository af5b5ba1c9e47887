import { setImmediate as breathe } from 'node:timers/promises';
import type { Sql } from '#kit/db/database.ts';
import type { Day } from '#kit/period.ts';
import type { ColumnMatch } from './column-match.rules.ts';
import type { ImportOptions, ImportProgress } from './import.ts';
import type { PlacedDecision, RowDecision, RowProblem } from './import-decision.ts';
import type { FileTable } from './import-file.ts';
import { columnsByField, type RowFacts, readRow } from './import-row.rules.ts';
import { type KnownOrganisation, resolveOrganisation } from './known-organisation.rules.ts';
import { importNomenclatures, knownOrganisations } from './known-organisation.store.ts';
import { decideAbsent, decideMembers, type MemberPlan } from './members-import.rules.ts';
import { absentMembers, spellsOfCluster } from './members-import.store.ts';
import { decideOrganisations, type OrganisationPlan } from './organisations-import.rules.ts';

/** Says how far the work has come; rejects when it must stop. */
export type Report = (progress: ImportProgress) => Promise<void>;

/** What deciding needs. The same for the check, and again for applying inside the transaction that writes. */
export interface Planning {
  readonly sql: Sql;
  readonly table: FileTable;
  readonly columns: readonly ColumnMatch[];
  readonly options: ImportOptions;
  readonly today: Day;
  /** Demonstration data may stand in this store. */
  readonly demo: boolean;
  /** Rows that are read are kept from other writers: applying on a server. */
  readonly hold: boolean;
  readonly report: Report;
}

/** Decisions with the place of their row in the file, and what applying them writes. */
export interface PlanBatch<Plan> {
  readonly plans: readonly { readonly known: KnownOrganisation | null; readonly plan: Plan }[];
  readonly decided: readonly PlacedDecision[];
  /** Spells to end because the file leaves them out. */
  readonly absent: readonly string[];
}

const ROWS_READ_AT_ONCE = 2_000;
const ROWS_LOOKED_UP_AT_ONCE = 5_000;
const ROWS_DECIDED_AT_ONCE = 5_000;

interface Group {
  readonly known: KnownOrganisation | null;
  readonly rows: { facts: RowFacts; problem: RowProblem | null; place: number }[];
}

/** Reads every row, and puts together those about one organisation, in the order in which the file first names them. */
async function groupRows(planning: Planning): Promise<Group[]> {
  const { sql, table, columns, options, today, hold, report } = planning;
  const reading = {
    columns: columnsByField(columns),
    width: table.headers.length,
    figuresYear: options.figuresYear,
    nomenclatures: await importNomenclatures(sql),
    today,
  };
  const total = table.rows.length;
  const facts: RowFacts[] = [];
  for (const row of table.rows) {
    facts.push(readRow(row, reading));
    if (facts.length % ROWS_READ_AT_ONCE !== 0) continue;
    await report({ phase: 'reading', done: facts.length, total });
    await breathe();
  }
  const groups = new Map<string, Group>();
  for (let start = 0; start < total; start += ROWS_LOOKED_UP_AT_ONCE) {
    const slice = facts.slice(start, start + ROWS_LOOKED_UP_AT_ONCE);
    const known = await knownOrganisations(sql, slice, { accounts: true, hold });
    for (const [index, row] of slice.entries()) {
      const { key, known: found, problem } = resolveOrganisation(row, known);
      const group = groups.get(key) ?? { known: found, rows: [] };
      group.rows.push({ facts: row, problem, place: start + index });
      groups.set(key, group);
    }
    await report({ phase: 'recognising', done: Math.min(start + slice.length, total), total });
  }
  return [...groups.values()];
}

async function* inBatches<Plan extends { readonly decisions: readonly RowDecision[] }>(
  groups: readonly Group[],
  total: number,
  decide: (group: Group) => Plan,
  report: Report,
): AsyncGenerator<PlanBatch<Plan>> {
  let done = 0;
  let plans: { known: KnownOrganisation | null; plan: Plan }[] = [];
  let decided: PlacedDecision[] = [];
  for (const [index, group] of groups.entries()) {
    const plan = decide(group);
    const placeOf = new Map(group.rows.map(({ facts, place }) => [facts.row, place]));
    plans.push({ known: group.known, plan });
    for (const decision of plan.decisions) decided.push({ place: placeOf.get(decision.row!)!, decision });
    if (decided.length < ROWS_DECIDED_AT_ONCE && index < groups.length - 1) continue;
    done += decided.length;
    yield { plans, decided, absent: [] };
    await report({ phase: 'deciding', done, total });
    plans = [];
    decided = [];
  }
}

/** Decides the rows of a file of members, then the members that it leaves out. */
export async function* planMembers(planning: Planning, clusterId: string): AsyncGenerator<PlanBatch<MemberPlan>> {
  const { sql, options, demo, hold, report, table } = planning;
  const groups = await groupRows(planning);
  const spells = await spellsOfCluster(sql, clusterId, hold);
  const total = table.rows.length;
  const decide = ({ known, rows }: Group) =>
    decideMembers({ known, rows, spells: (known && spells.get(known.id)) ?? [] }, demo);
  yield* inBatches(groups, total, decide, report);
  const { absent, absentOn, absentReason } = options;
  if (absent !== 'end' || !absentOn || !absentReason) return;
  const named = new Set(groups.flatMap(({ known }) => known?.id ?? []));
  const ended = (await absentMembers(sql, clusterId, spells, named)).flatMap((member) => {
    const decision = decideAbsent(member, { on: absentOn as Day, reason: absentReason });
    return decision ? [{ spell: member.spell.id, decision }] : [];
  });
  yield {
    plans: [],
    decided: ended.map(({ decision }, index) => ({ place: total + index, decision })),
    absent: ended.map(({ spell }) => spell),
  };
}

/** Decides the rows of a file of organisations. */
export async function* planOrganisations(planning: Planning): AsyncGenerator<PlanBatch<OrganisationPlan>> {
  const groups = await groupRows(planning);
  const decide = ({ known, rows }: Group) => decideOrganisations({ known, rows }, planning.demo);
  yield* inBatches(groups, planning.table.rows.length, decide, planning.report);
}
