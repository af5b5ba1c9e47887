import type { Say } from '#kit/say.ts';
import { changesBetween, type RowChange, type RowDecision, type RowProblem } from './import-decision.ts';
import type { RowFacts } from './import-row.rules.ts';
import type { KnownOrganisation } from './known-organisation.rules.ts';
import {
  type AccountsToWrite,
  creationChanges,
  describeNew,
  firstGiven,
  mergeAccounts,
  type NewOrganisation,
  problem,
} from './new-organisation.rules.ts';

/** The rows of a file about one organisation: several when each tells one accounting year. */
export interface OrganisationGroup {
  readonly known: KnownOrganisation | null;
  readonly rows: readonly { readonly facts: RowFacts; readonly problem: RowProblem | null }[];
}

const AMENDED = [
  'siren',
  'name',
  'acronym',
  'kind',
  'legalCategory',
  'naf',
  'commune',
  'country',
  'website',
  'createdOn',
  'ceasedOn',
] as const;

export type OrganisationAmendment = Pick<KnownOrganisation, (typeof AMENDED)[number]>;

/** What the rows about one organisation would do. Written only when no row of the whole file is in error. */
export interface OrganisationPlan {
  readonly decisions: readonly RowDecision[];
  readonly create: NewOrganisation | null;
  /** The whole identity as it becomes; null when nothing of it changes. */
  readonly amend: OrganisationAmendment | null;
  readonly accounts: readonly AccountsToWrite[];
}

/** Decides the rows about one organisation. Given values replace those of the registry: these files come from who keeps it. */
export function decideOrganisations(group: OrganisationGroup, demo: boolean): OrganisationPlan {
  const { known } = group;
  const rows = group.rows.map(({ facts }) => facts);
  const described = known ? null : describeNew(rows, firstGiven(rows, 'kind') ?? 'other', demo);
  const accounts = new Map(known?.accounts.map((of) => [of.year, of]));
  const written = new Map<number, AccountsToWrite>();
  const spokenOf = new Map<string, number>();
  let identity: OrganisationAmendment | null = known;

  const decisions = group.rows.map(({ facts: row, problem: resolved }, place): RowDecision => {
    const problems: RowProblem[] = [...row.problems, ...(resolved ? [resolved] : [])];
    const changes: RowChange[] = [];
    if (place === 0 && described) {
      if (described.problem) problems.push(described.problem);
      else if (firstGiven(rows, 'kind') === null && !unread(rows)) problems.push(KIND_MISSING);
      if (described.organisation) changes.push(...creationChanges(described.organisation));
    }
    const about = row.accounts.map(({ year }) => String(year)).join(' ');
    const before = spokenOf.get(about);
    if (before !== undefined) problems.push(twice(before));
    else spokenOf.set(about, row.row);
    if (identity) {
      const next = amended(identity, row);
      changes.push(
        ...changesBetween(
          AMENDED.map((field) => ({ field: fieldOf(field), before: identity![field], after: next[field] })),
        ),
      );
      identity = next;
    }
    problems.push(...datesProblem(identity ?? row));
    for (const given of row.accounts) {
      const merged = mergeAccounts(given, written.get(given.year) ?? accounts.get(given.year), true);
      changes.push(...merged.changes);
      if (merged.write) written.set(given.year, { ...merged.write, isNew: !accounts.has(given.year) });
    }
    const refusedRow = problems.some(({ level }) => level === 'error');
    return {
      row: row.row,
      organisation: known?.id ?? null,
      name: known?.name ?? described?.organisation?.name ?? row.name ?? '',
      siren: known?.siren ?? row.siren,
      outcome: refusedRow ? 'error' : changes.length === 0 ? 'unchanged' : !known && place === 0 ? 'create' : 'update',
      problems,
      changes: refusedRow ? [] : changes,
    };
  });
  return {
    decisions,
    create: described?.organisation ?? null,
    amend: known && identity && AMENDED.some((field) => known[field] !== identity![field]) ? identity : null,
    accounts: [...written.values()],
  };
}

const fieldOf = (field: (typeof AMENDED)[number]): RowChange['field'] => field;

const unread = (rows: readonly RowFacts[]): boolean =>
  rows.some(({ problems }) => problems.some(({ field }) => field === 'kind'));

const amended = (identity: OrganisationAmendment, row: RowFacts): OrganisationAmendment => ({
  siren: identity.siren ?? row.siren,
  name: row.name ?? identity.name,
  acronym: row.acronym ?? identity.acronym,
  kind: row.kind ?? identity.kind,
  legalCategory: row.legalCategory ?? identity.legalCategory,
  naf: row.naf ?? identity.naf,
  commune: row.commune ?? identity.commune,
  country: row.country ?? identity.country,
  website: row.website ?? identity.website,
  createdOn: row.createdOn ?? identity.createdOn,
  ceasedOn: row.ceasedOn ?? identity.ceasedOn,
});

const datesProblem = ({ createdOn, ceasedOn }: Pick<OrganisationAmendment, 'createdOn' | 'ceasedOn'>): RowProblem[] =>
  createdOn !== null && ceasedOn !== null && ceasedOn < createdOn
    ? [problem('error', 'ceasedOn', ceasedOn, CEASED_FIRST)]
    : [];

const twice = (row: number): RowProblem =>
  problem('error', null, null, {
    fr: `La ligne ${row} parle déjà de cet organisme et des mêmes exercices. Gardez une seule des deux lignes.`,
    en: `Row ${row} already speaks of this organisation and the same years. Keep one of the two rows.`,
  });

const KIND_MISSING: RowProblem = problem('error', 'kind', null, {
  fr: 'Cet organisme est nouveau au registre et sa nature n’est pas dite. Remplissez la colonne Nature\u202f: entreprise, laboratoire…',
  en: 'This organisation is new to the registry and its kind is not given. Fill in the Kind column: firm, laboratory…',
});

const CEASED_FIRST: Say = {
  fr: 'La cessation précède la création. Corrigez l’une des deux dates.',
  en: 'The organisation would cease before it was created. Correct one of the two dates.',
};
