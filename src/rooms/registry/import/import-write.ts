import type { Sql } from '#kit/db/database.ts';
import type { PlanBatch } from './import-plan.ts';
import type { MemberPlan } from './members-import.rules.ts';
import { type Completion, completeOrganisations, type PlacedSpell, writeSpells } from './members-import.store.ts';
import type { AccountsToWrite, NewOrganisation } from './new-organisation.rules.ts';
import { createOrganisations, sizeNew, writeAccounts } from './new-organisation.store.ts';
import type { OrganisationAmendment, OrganisationPlan } from './organisations-import.rules.ts';
import { amendOrganisations } from './organisations-import.store.ts';

/** What writing needs: everything it creates carries the import as its source. */
export interface Writing {
  readonly trx: Sql;
  readonly source: string;
  readonly now: Date;
  newId(prefix: string): string;
}

interface Gathered {
  readonly created: (NewOrganisation & { readonly id: string })[];
  readonly accounts: (AccountsToWrite & { readonly organisation: string })[];
}

const gather = (): Gathered => ({ created: [], accounts: [] });

/** The id of the organisation that a plan is about, given now when it is new. */
function organisationOf(
  { known, plan }: PlanBatch<MemberPlan | OrganisationPlan>['plans'][number],
  gathered: Gathered,
  newId: Writing['newId'],
): string | null {
  if (!known && !plan.create) return null;
  const id = known?.id ?? newId('org');
  if (plan.create) gathered.created.push({ id, ...plan.create });
  for (const figures of plan.accounts) gathered.accounts.push({ organisation: id, ...figures });
  return id;
}

/** Returns the organisations whose size must be looked at again; that of new ones is known at once. */
async function writeFigures(trx: Sql, { created, accounts }: Gathered, source: string): Promise<string[]> {
  const added = new Set(created.map(({ id }) => id));
  await writeAccounts(trx, accounts, source);
  await sizeNew(
    trx,
    accounts.filter(({ organisation }) => added.has(organisation)),
  );
  return accounts.map(({ organisation }) => organisation).filter((id) => !added.has(id));
}

/** Writes one batch of a file of members. Returns the organisations whose size must be looked at again. */
export async function writeMembers(
  batch: PlanBatch<MemberPlan>,
  cluster: string,
  { trx, source, now, newId }: Writing,
): Promise<string[]> {
  const gathered = gather();
  const completions: Completion[] = [];
  const spells: PlacedSpell[] = [];
  for (const entry of batch.plans) {
    const organisation = organisationOf(entry, gathered, newId);
    if (organisation === null) continue;
    const { complete, create, spells: planned } = entry.plan;
    if (complete) completions.push({ id: organisation, ...complete });
    const synthetic = entry.known?.synthetic ?? create?.synthetic ?? false;
    for (const spell of planned) {
      spells.push({ ...spell, id: spell.id ?? newId('mbr'), isNew: spell.id === null, organisation, synthetic });
    }
  }
  await createOrganisations(trx, gathered.created, { source, now });
  await completeOrganisations(trx, completions, now);
  await writeSpells(trx, spells, { cluster, source, now });
  return writeFigures(trx, gathered, source);
}

/** Writes one batch of a file of organisations. Returns the organisations whose size must be looked at again. */
export async function writeOrganisations(
  batch: PlanBatch<OrganisationPlan>,
  { trx, source, now, newId }: Writing,
): Promise<string[]> {
  const gathered = gather();
  const amendments: (OrganisationAmendment & { id: string })[] = [];
  for (const entry of batch.plans) {
    const id = organisationOf(entry, gathered, newId);
    if (id !== null && entry.plan.amend) amendments.push({ ...entry.plan.amend, id });
  }
  await createOrganisations(trx, gathered.created, { source, now });
  await amendOrganisations(trx, amendments, now);
  return writeFigures(trx, gathered, source);
}
