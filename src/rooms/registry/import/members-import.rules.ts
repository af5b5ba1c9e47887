import type { Cents } from '#kit/money.ts';
import { type Day, overlaps, type Spell } from '#kit/period.ts';
import type { Say } from '#kit/say.ts';
import { isSyntheticSiren } from '../siren.rules.ts';
import { foldName } from '../territory.rules.ts';
import type { College, OrganisationKind } from '../vocabulary.ts';
import { changesBetween, type RowChange, type RowDecision, type RowProblem } from './import-decision.ts';
import type { RowFacts } from './import-row.rules.ts';
import type { KnownOrganisation } from './known-organisation.rules.ts';
import {
  type AccountsToWrite,
  creationChanges,
  describeNew,
  firstGiven,
  INVENTED_SIREN,
  keptValue,
  mergeAccounts,
  type NewOrganisation,
  problem,
} from './new-organisation.rules.ts';

/** A membership spell of the cluster as the registry has it. */
export interface KnownSpell extends Spell {
  readonly id: string;
  readonly college: College;
  readonly endReason: string | null;
  readonly siret: string | null;
  readonly fees: readonly { readonly year: number; readonly amount: number }[];
}

/** The rows of a file about one organisation, with what the registry knows of it. */
export interface MemberGroup {
  readonly known: KnownOrganisation | null;
  readonly rows: readonly { readonly facts: RowFacts; readonly problem: RowProblem | null }[];
  /** Its spells in this cluster. */
  readonly spells: readonly KnownSpell[];
}

/** A spell to write: `id` null to create it. */
export interface SpellToWrite extends Spell {
  readonly id: string | null;
  readonly college: College;
  readonly endReason: string | null;
  readonly siret: string | null;
  /** Nothing of the spell itself changes; only fees do. */
  readonly unchanged: boolean;
  readonly fees: readonly { readonly year: number; readonly amount: Cents }[];
}

/** What the rows about one organisation would do. Written only when no row of the whole file is in error. */
export interface MemberPlan {
  readonly decisions: readonly RowDecision[];
  readonly create: NewOrganisation | null;
  /** Values that a known organisation did not have yet. */
  readonly complete: {
    readonly siren: string | null;
    readonly naf: string | null;
    readonly commune: string | null;
  } | null;
  readonly accounts: readonly AccountsToWrite[];
  readonly spells: readonly SpellToWrite[];
}

/** Said for a departure without a reason, which the registry requires. */
export const UNSTATED_REASON = 'Motif non précisé dans la liste importée';

interface WorkingSpell extends SpellToWrite {
  /** Row of the file that speaks of this spell. */
  readonly row: number | null;
}

/** Decides all the rows about one organisation together: spells follow one another, and two rows may share one. */
export function decideMembers(group: MemberGroup, demo: boolean): MemberPlan {
  const { known } = group;
  const ordered = [...group.rows].sort((one, other) => byJoining(one.facts, other.facts));
  const facts = ordered.map((row) => row.facts);
  const kindGiven = firstGiven(facts, 'kind');
  const college = firstGiven(facts, 'college');
  const described = known ? null : describeNew(facts, kindGiven ?? kindOf(college), demo);
  const spells: WorkingSpell[] = group.spells.map((spell) => ({ ...spell, unchanged: true, fees: [], row: null }));
  const accounts = new Map(known?.accounts.map((of) => [of.year, of]));
  const written = new Map<number, AccountsToWrite>();
  const completed = known ? completion(known, facts) : null;

  const decisions = ordered.map(({ facts: row, problem: resolved }, place): RowDecision => {
    const problems: RowProblem[] = [...row.problems, ...(resolved ? [resolved] : [])];
    const changes: RowChange[] = [];
    const first = place === 0;
    if (first && described?.problem) problems.push(described.problem);
    if (first && described?.organisation) {
      changes.push(...creationChanges(described.organisation));
      if (kindGiven === null && described.organisation.kind === 'other') problems.push(KIND_UNSTATED);
    }
    if (known) problems.push(...disagreements(known, row));
    if (first && known && completed) changes.push(...completionChanges(known, completed));
    if (first && completed?.siren && isSyntheticSiren(completed.siren) && !demo) {
      problems.push(problem('error', 'siren', completed.siren, INVENTED_SIREN));
    }

    const outcome = decideSpell(row, spells, group.spells);
    problems.push(...outcome.problems);
    changes.push(...outcome.changes);
    for (const given of row.accounts) {
      const merged = mergeAccounts(given, written.get(given.year) ?? accounts.get(given.year), false);
      problems.push(...merged.problems);
      changes.push(...merged.changes);
      if (merged.write) written.set(given.year, { ...merged.write, isNew: !accounts.has(given.year) });
    }
    const refusedRow = problems.some(({ level }) => level === 'error');
    return {
      row: row.row,
      organisation: known?.id ?? null,
      name: known?.name ?? described?.organisation?.name ?? row.name ?? '',
      siren: known?.siren ?? row.siren,
      outcome: refusedRow ? 'error' : outcome.creates ? 'create' : changes.length > 0 ? 'update' : 'unchanged',
      problems,
      changes: refusedRow ? [] : changes,
    };
  });
  return {
    decisions,
    create: described?.organisation ?? null,
    complete: completed,
    accounts: [...written.values()],
    spells: spells.filter((spell) => !spell.unchanged || spell.fees.length > 0),
  };
}

const byJoining = (one: RowFacts, other: RowFacts): number => {
  if (one.joinedOn === other.joinedOn) return one.row - other.row;
  if (one.joinedOn === null) return 1;
  return other.joinedOn === null || one.joinedOn < other.joinedOn ? -1 : 1;
};

/** Without a stated kind, the colleges of firms tell; the others do not. */
const kindOf = (college: College | null): OrganisationKind =>
  college === 'sme' || college === 'large' ? 'firm' : 'other';

interface SpellOutcome {
  readonly creates: boolean;
  readonly problems: readonly RowProblem[];
  readonly changes: readonly RowChange[];
}

/** Applies a row to the spells as the rows before it left them. `held` are those of the registry. */
function decideSpell(row: RowFacts, spells: WorkingSpell[], held: readonly KnownSpell[]): SpellOutcome {
  const place = spells.findIndex((spell) => (row.joinedOn === null ? spell.to === null : spell.from === row.joinedOn));
  const target = spells[place];
  if (!target) return createSpell(row, spells);
  if (target.row !== null) return refused([twice(target.row)]);
  const known = held.find(({ id }) => id === target.id);
  const to = row.leftOn ?? target.to;
  const next: WorkingSpell = {
    ...target,
    college: row.college ?? target.college,
    to,
    endReason: to === null ? null : (row.leftReason ?? target.endReason ?? UNSTATED_REASON),
    siret: row.siret ?? target.siret,
    row: row.row,
  };
  const problems = endProblems(row, next, target.endReason);
  const other = spells.find((spell) => spell !== target && overlaps(spell, next));
  if (other) problems.push(overlapping(other));
  const fees = newFees(row, known);
  const changes = [
    ...changesBetween([
      { field: 'college', before: target.college, after: next.college },
      { field: 'leftOn', before: target.to, after: next.to },
      { field: 'leftReason', before: target.endReason, after: next.endReason },
      { field: 'siret', before: target.siret, after: next.siret },
    ]),
    ...fees.changes,
  ];
  spells[place] = { ...next, unchanged: changes.length === fees.changes.length, fees: fees.write };
  return { creates: false, problems: [...problems, ...feeProblems(row, next)], changes };
}

function createSpell(row: RowFacts, spells: WorkingSpell[]): SpellOutcome {
  const unread = (field: RowProblem['field']) => row.problems.some((found) => found.field === field);
  const problems: RowProblem[] = [];
  if (row.joinedOn === null && !unread('joinedOn')) problems.push(problem('error', 'joinedOn', null, JOINED_MISSING));
  if (row.college === null && !unread('college')) problems.push(problem('error', 'college', null, COLLEGE_MISSING));
  if (row.joinedOn === null || row.college === null) return refused(problems);
  const spell: WorkingSpell = {
    id: null,
    from: row.joinedOn,
    to: row.leftOn,
    college: row.college,
    endReason: row.leftOn === null ? null : (row.leftReason ?? UNSTATED_REASON),
    siret: row.siret,
    unchanged: false,
    fees: row.fees,
    row: row.row,
  };
  problems.push(...endProblems(row, spell, null), ...feeProblems(row, spell));
  const other = spells.find((existing) => overlaps(existing, spell));
  if (other) return refused([...problems, overlapping(other)]);
  spells.push(spell);
  const changes = [
    ...changesBetween([
      { field: 'college', before: null, after: spell.college },
      { field: 'joinedOn', before: null, after: spell.from },
      { field: 'leftOn', before: null, after: spell.to },
      { field: 'leftReason', before: null, after: spell.endReason },
      { field: 'siret', before: null, after: spell.siret },
    ]),
    ...row.fees.map(({ year, amount }): RowChange => ({ field: 'fee', year, before: null, after: amount })),
  ];
  return { creates: true, problems, changes };
}

const refused = (problems: readonly RowProblem[]): SpellOutcome => ({ creates: false, problems, changes: [] });

function endProblems(row: RowFacts, next: WorkingSpell, heldReason: string | null): RowProblem[] {
  const problems: RowProblem[] = [];
  if (next.to !== null && next.to < next.from) problems.push(problem('error', 'leftOn', next.to, LEFT_BEFORE_JOINING));
  if (row.leftReason !== null && next.to === null)
    problems.push(problem('error', 'leftReason', row.leftReason, REASON_WITHOUT_DAY));
  if (row.leftOn !== null && row.leftReason === null && heldReason === null) {
    problems.push(problem('warning', 'leftReason', null, REASON_MISSING));
  }
  return problems;
}

function newFees(row: RowFacts, known: KnownSpell | undefined) {
  const write: { year: number; amount: Cents }[] = [];
  const changes: RowChange[] = [];
  for (const fee of row.fees) {
    const held = known?.fees.find(({ year }) => year === fee.year)?.amount ?? null;
    if (held === fee.amount) continue;
    write.push(fee);
    changes.push({ field: 'fee', year: fee.year, before: held, after: fee.amount });
  }
  return { write, changes };
}

const feeProblems = (row: RowFacts, spell: Spell): RowProblem[] =>
  row.fees
    .filter(({ year }) => `${year}-12-31` < spell.from || (spell.to !== null && `${year}-01-01` > spell.to))
    .map(({ year, amount }) =>
      problem('error', 'fee', amount / 100, {
        fr: `L’adhésion ne couvre aucun jour de ${year}, l’année de cette cotisation. Vérifiez l’une et l’autre.`,
        en: `The membership covers no day of ${year}, the year of this fee. Check both.`,
      }),
    );

function completion(known: KnownOrganisation, rows: readonly RowFacts[]): MemberPlan['complete'] {
  const complete = {
    siren: known.siren === null ? firstGiven(rows, 'siren') : null,
    naf: known.naf === null ? firstGiven(rows, 'naf') : null,
    commune: known.commune === null ? firstGiven(rows, 'commune') : null,
  };
  return Object.values(complete).some((value) => value !== null) ? complete : null;
}

const completionChanges = (known: KnownOrganisation, complete: NonNullable<MemberPlan['complete']>): RowChange[] =>
  changesBetween(
    (['siren', 'naf', 'commune'] as const).map((field) => ({
      field,
      before: known[field],
      after: complete[field] ?? undefined,
    })),
  );

/** Where the list and the registry name an organisation differently; the registry's own value stays. */
function disagreements(known: KnownOrganisation, row: RowFacts): RowProblem[] {
  const problems: RowProblem[] = [];
  if (row.name !== null && foldName(row.name) !== foldName(known.name)) {
    problems.push(keptValue('name', row.name, known.name));
  }
  if (row.naf !== null && known.naf !== null && row.naf !== known.naf)
    problems.push(keptValue('naf', row.naf, known.naf));
  if (row.commune !== null && known.commune !== null && row.commune !== known.commune) {
    problems.push(keptValue('communeCode', row.commune, known.commune));
  }
  return problems;
}

const twice = (row: number): RowProblem =>
  problem('error', null, null, {
    fr: `La ligne ${row} parle déjà de cette adhésion. Gardez une seule ligne par organisme et par date d’adhésion.`,
    en: `Row ${row} already speaks of this membership. Keep one row for each organisation and joining date.`,
  });

/** Days as spreadsheets write them in each language; the words of a page are not at hand in a rule. */
const written = (on: Day): string => on.split('-').reverse().join('/');

function overlapping({ from, to, row }: WorkingSpell): RowProblem {
  const fr = to === null ? `ouverte depuis le ${written(from)}` : `du ${written(from)} au ${written(to)}`;
  const en = to === null ? `open since ${from}` : `from ${from} to ${to}`;
  const whereFr = row === null ? 'au registre' : `à la ligne ${row}`;
  const whereEn = row === null ? 'in the registry' : `on row ${row}`;
  return problem('error', 'joinedOn', null, {
    fr: `Une adhésion ${fr} existe déjà ${whereFr}. Reprenez sa date d’adhésion pour la modifier, ou donnez-lui une date de départ.`,
    en: `A membership ${en} already stands ${whereEn}. Repeat its joining date to amend it, or give it a leaving date.`,
  });
}

const JOINED_MISSING: Say = {
  fr: 'Cette adhésion n’a pas de date de début. Écrivez sa date d’adhésion, par exemple 01/01/2013.',
  en: 'This membership has no first day. Write its joining date, for example 01/01/2013.',
};

const COLLEGE_MISSING: Say = {
  fr: 'Le collège manque. Écrivez\u202f: PME\u202f; ETI et grands groupes\u202f; Recherche et formation\u202f; ou Autres membres.',
  en: 'The college is missing. Write: SME; Mid-caps and large groups; Research and training; or Others.',
};

const LEFT_BEFORE_JOINING: Say = {
  fr: 'Le départ précède l’adhésion. Corrigez l’une des deux dates.',
  en: 'The leaving date comes before the joining date. Correct one of them.',
};

const REASON_WITHOUT_DAY: Say = {
  fr: 'Un motif de départ est donné sans date de départ. Ajoutez la date, ou retirez le motif.',
  en: 'A reason for leaving is given without a day. Add the day, or remove the reason.',
};

const REASON_MISSING: Say = {
  fr: `Aucun motif de départ\u202f: il sera écrit «\u202f${UNSTATED_REASON}\u202f».`,
  en: `No reason for leaving: “${UNSTATED_REASON}” will be written.`,
};

const KIND_UNSTATED: RowProblem = problem('warning', 'kind', null, {
  fr: 'La nature de cet organisme n’est pas dite\u202f: il sera créé comme «\u202fAutre\u202f». Ajoutez une colonne Nature pour la préciser.',
  en: 'The kind of this organisation is not given: it will be created as “Other”. Add a Kind column to state it.',
});

export interface AbsentOption {
  /** Last day of the memberships that the file leaves out. */
  readonly on: Day;
  readonly reason: string;
}

/** A member of the cluster that no row of the file names. */
export interface AbsentMember {
  readonly organisation: string;
  readonly name: string;
  readonly siren: string | null;
  readonly spell: KnownSpell;
}

/** Ends the open memberships that the file leaves out; one that starts after that day stays as it is. */
export function decideAbsent(absent: AbsentMember, { on, reason }: AbsentOption): RowDecision | null {
  const { spell } = absent;
  if (spell.to !== null || spell.from > on) return null;
  return {
    row: null,
    organisation: absent.organisation,
    name: absent.name,
    siren: absent.siren,
    outcome: 'end',
    problems: [],
    changes: changesBetween([
      { field: 'leftOn', before: null, after: on },
      { field: 'leftReason', before: null, after: reason },
    ]),
  };
}
