import type { Day } from '#kit/period.ts';
import type { Say } from '#kit/say.ts';
import { formatSiren } from '../siren.rules.ts';
import { foldName } from '../territory.rules.ts';
import type { OrganisationKind } from '../vocabulary.ts';
import type { RowProblem } from './import-decision.ts';
import type { RowFacts } from './import-row.rules.ts';

/** Figures of one closed year as the registry has them; null is unknown. */
export interface KnownAccounts {
  readonly year: number;
  readonly closedOn: Day;
  readonly headcount: number | null;
  readonly revenue: number | null;
  readonly balance: number | null;
}

/** An organisation as the registry has it, with what an import may compare. */
export interface KnownOrganisation {
  readonly id: string;
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
  readonly accounts: readonly KnownAccounts[];
}

/** What the registry knows of the organisations that a file names. */
export interface KnownOrganisations {
  readonly bySiren: ReadonlyMap<string, KnownOrganisation>;
  /** By the name as the file writes it; a name may be that of several. */
  readonly byName: ReadonlyMap<string, readonly KnownOrganisation[]>;
}

export type Resolution =
  | { readonly known: KnownOrganisation; readonly key: string; readonly problem: RowProblem | null }
  | { readonly known: null; readonly key: string; readonly problem: RowProblem | null };

const rowProblem = (
  level: RowProblem['level'],
  field: RowProblem['field'],
  value: string | null,
  reason: Say,
): RowProblem => ({
  level,
  column: null,
  field,
  value,
  ...reason,
});

/**
 * Which organisation a row is about: the one of its SIREN; without a SIREN, the only one of that name (and commune, when the row gives
 * it). A SIREN that the registry does not know goes to the only organisation of that name that still has none, so that a laboratory
 * once entered by name is completed rather than doubled.
 */
export function resolveOrganisation(facts: RowFacts, known: KnownOrganisations): Resolution {
  const { siren, name } = facts;
  if (siren !== null) {
    const found = known.bySiren.get(siren);
    if (found) return { known: found, key: found.id, problem: null };
    const nameless = candidates(facts, known).filter((candidate) => candidate.siren === null);
    if (nameless.length === 1) return { known: nameless[0]!, key: nameless[0]!.id, problem: completed(facts) };
    return { known: null, key: siren, problem: null };
  }
  if (name === null) return { known: null, key: `row ${facts.row}`, problem: unnamed(facts) };
  const found = candidates(facts, known);
  if (found.length === 1) return { known: found[0]!, key: found[0]!.id, problem: byName(name, found[0]!) };
  const key = `${foldName(name)} ${facts.commune ?? ''} ${facts.country ?? ''}`;
  return { known: null, key, problem: found.length > 1 ? ambiguous(name, found) : null };
}

/** Those of that name, in that commune when the row says which; one whose commune is not known yet may be it. */
function candidates({ name, commune }: RowFacts, known: KnownOrganisations): readonly KnownOrganisation[] {
  const named = (name === null ? null : known.byName.get(name)) ?? [];
  if (commune === null) return named;
  const there = named.filter((candidate) => candidate.commune === commune);
  if (there.length > 0) return there;
  return named.length === 1 && named[0]!.commune === null ? named : [];
}

// A SIREN, a SIRET or a name that could not be read has its own sentence already.
const unnamed = (facts: RowFacts): RowProblem | null =>
  facts.problems.some(
    ({ level, field }) => level === 'error' && (field === 'siren' || field === 'siret' || field === 'name'),
  )
    ? null
    : rowProblem('error', 'siren', null, {
        fr: 'Cette ligne ne dit pas de quel organisme il s’agit. Donnez son SIREN, son SIRET ou sa raison sociale.',
        en: 'This row does not tell which organisation it is about. Give its SIREN, its SIRET or its name.',
      });

const byName = (name: string, found: KnownOrganisation): RowProblem =>
  rowProblem('warning', 'name', name, {
    fr: `Reconnu par son nom\u202f: ${found.name}${found.siren ? `, SIREN ${formatSiren(found.siren)}` : ''}. Donnez le SIREN pour en être sûr.`,
    en: `Recognised by its name: ${found.name}${found.siren ? `, SIREN ${formatSiren(found.siren)}` : ''}. Give the SIREN to be sure.`,
  });

const completed = (facts: RowFacts): RowProblem =>
  rowProblem('warning', 'siren', facts.siren, {
    fr: 'Le registre connaît cet organisme par son nom, sans SIREN\u202f: celui-ci lui sera donné.',
    en: 'The registry knows this organisation by its name, without a SIREN: this one will be given to it.',
  });

const ambiguous = (name: string, found: readonly KnownOrganisation[]): RowProblem =>
  rowProblem('error', 'name', name, {
    fr: `${found.length} organismes du registre portent ce nom. Donnez le SIREN de celui dont il s’agit.`,
    en: `${found.length} organisations of the registry bear that name. Give the SIREN of the right one.`,
  });
