import type { Day } from '#kit/period.ts';
import type { Say } from '#kit/say.ts';
import { isSyntheticSiren } from '../siren.rules.ts';
import type { OrganisationKind } from '../vocabulary.ts';
import { changesBetween, type RowChange, type RowProblem } from './import-decision.ts';
import type { FieldName } from './import-field.ts';
import type { RowAccounts, RowFacts } from './import-row.rules.ts';
import type { KnownAccounts } from './known-organisation.rules.ts';

/** An organisation that the import would create. */
export interface NewOrganisation {
  readonly siren: string | null;
  readonly name: string;
  readonly acronym: string | null;
  readonly kind: OrganisationKind;
  readonly legalCategory: string | null;
  readonly naf: string | null;
  readonly commune: string | null;
  readonly country: string;
  readonly website: string | null;
  readonly createdOn: Day | null;
  readonly ceasedOn: Day | null;
  readonly synthetic: boolean;
}

/** Figures of a year to write: whole, because they replace what there was. */
export interface AccountsToWrite extends KnownAccounts {
  readonly isNew: boolean;
}

export const problem = (
  level: RowProblem['level'],
  field: FieldName | null,
  value: string | number | null,
  reason: Say,
): RowProblem => ({ level, column: null, field, value: value === null ? null : String(value), ...reason });

/** The first value that the rows give, in their order. */
export const firstGiven = <Key extends keyof RowFacts>(rows: readonly RowFacts[], key: Key): RowFacts[Key] | null =>
  rows.find((facts) => facts[key] !== null)?.[key] ?? null;

/**
 * The organisation that rows about an unknown one describe together; null with a problem when something needed is missing.
 * @param demo demonstration data may be in the store: invented SIREN numbers are then accepted, and marked.
 */
export function describeNew(
  rows: readonly RowFacts[],
  kind: OrganisationKind,
  demo: boolean,
): { organisation: NewOrganisation | null; problem: RowProblem | null } {
  const siren = firstGiven(rows, 'siren');
  const name = firstGiven(rows, 'name');
  const synthetic = siren !== null && isSyntheticSiren(siren);
  if (synthetic && !demo) return { organisation: null, problem: problem('error', 'siren', siren, INVENTED_SIREN) };
  if (name === null) {
    const unread = rows.some((facts) => facts.problems.some(({ level }) => level === 'error'));
    return {
      organisation: null,
      problem: siren === null || unread ? null : problem('error', 'name', null, NAME_MISSING),
    };
  }
  return {
    organisation: {
      siren,
      name,
      acronym: firstGiven(rows, 'acronym'),
      kind,
      legalCategory: firstGiven(rows, 'legalCategory'),
      naf: firstGiven(rows, 'naf'),
      commune: firstGiven(rows, 'commune'),
      country: firstGiven(rows, 'country') ?? 'FR',
      website: firstGiven(rows, 'website'),
      createdOn: firstGiven(rows, 'createdOn'),
      ceasedOn: firstGiven(rows, 'ceasedOn'),
      synthetic,
    },
    problem: null,
  };
}

export const creationChanges = (organisation: NewOrganisation): RowChange[] =>
  changesBetween(
    (
      [
        'siren',
        'name',
        'acronym',
        'kind',
        'legalCategory',
        'naf',
        'commune',
        'website',
        'createdOn',
        'ceasedOn',
      ] as const
    ).map((field) => ({ field, before: null, after: organisation[field] })),
  );

/** What a year's figures become: given values replace unknown ones, and known ones too when `overwrite`. */
export function mergeAccounts(
  given: RowAccounts,
  known: KnownAccounts | undefined,
  overwrite: boolean,
): { write: AccountsToWrite | null; changes: RowChange[]; problems: RowProblem[] } {
  const { year } = given;
  const problems: RowProblem[] = [];
  const merged = {
    headcount: known?.headcount ?? null,
    revenue: known?.revenue ?? null,
    balance: known?.balance ?? null,
  };
  for (const field of ['headcount', 'revenue', 'balance'] as const) {
    const value = given[field];
    if (value === null || value === merged[field]) continue;
    if (merged[field] === null || overwrite) merged[field] = value;
    else problems.push(problem('warning', field, value, kept(String(year))));
  }
  const closedOn = (overwrite || !known ? given.closedOn : null) ?? known?.closedOn ?? (`${year}-12-31` as Day);
  const changes = changesBetween([
    { field: 'headcount', year, before: known?.headcount ?? null, after: merged.headcount },
    { field: 'revenue', year, before: known?.revenue ?? null, after: merged.revenue },
    { field: 'balance', year, before: known?.balance ?? null, after: merged.balance },
    { field: 'closedOn', year, before: known?.closedOn ?? null, after: known || given.closedOn ? closedOn : undefined },
  ]);
  const write = changes.length > 0 ? { year, closedOn, ...merged, isNew: known === undefined } : null;
  return { write, changes, problems };
}

const kept = (of: string): Say => ({
  fr: `Le registre a une autre valeur (${of})\u202f: elle est gardée. Corrigez-la sur la page de l’organisme si c’est elle qui est fausse.`,
  en: `The registry has another value (${of}), which is kept. Correct it on the organisation’s page if it is the wrong one.`,
});

/** The registry keeps its own value when a cluster's list says otherwise: an organisation belongs to several clusters. */
export const keptValue = (field: FieldName, given: string, registry: string): RowProblem =>
  problem('warning', field, given, {
    fr: `Le registre dit «\u202f${registry}\u202f»\u202f: cette valeur est gardée. Vérifiez qu’il s’agit bien du même organisme.`,
    en: `The registry says “${registry}”: that value is kept. Check that it is the same organisation.`,
  });

const NAME_MISSING: Say = {
  fr: 'Cet organisme n’est pas encore au registre. Ajoutez sa raison sociale pour qu’il y soit créé.',
  en: 'This organisation is not in the registry yet. Add its name so that it can be created.',
};

export const INVENTED_SIREN: Say = {
  fr: 'Ce SIREN est de la plage réservée aux données de démonstration. Remplacez-le par celui de l’organisme.',
  en: 'This SIREN is in the range reserved for demonstration data. Replace it with the organisation’s own.',
};
