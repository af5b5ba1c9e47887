import { cents } from '#kit/money.ts';
import { formatCents, formatDay } from '#kit/say.ts';
import type { KnownOrganisation } from '#rooms/registry';
import { costDoubt, LEAST_PLAUSIBLE_COST, MOST_PLAUSIBLE_COST } from '../funding/cost-plausibility.rules.ts';
import { RESEARCH_CATEGORIES } from '../funding/funding-facts.ts';
import type { PartnerTable } from '../project.ts';
import {
  differs,
  hasCome,
  isPlausibleAid,
  type Known,
  type KnownPartner,
  type KnownProject,
  organisationOfSiren,
  type Plan,
  projectNamed,
} from './plan.ts';
import type { PartnerRow } from './project-columns.ts';
import type { Line } from './table.rules.ts';

/** A line of partners, its organisation named by SIREN, or found otherwise by an official layout. */
export interface PartnerLine extends Line<PartnerRow> {
  readonly organisation?: KnownOrganisation | null;
}

/**
 * Decides what each line of a file of partners creates or changes.
 * @param leadMayLack the lead was left out, not being in the registry.
 */
export function planPartners(plan: Plan, known: Known, lines: readonly PartnerLine[], leadMayLack = false): void {
  const seen = new Map<string, number>();
  const placed: { row: number; project: KnownProject; partner: KnownPartner }[] = [];
  for (const line of lines) {
    const { row, values } = line;
    const project = projectNamed(plan, known, row, values.reference!);
    const organisation = line.organisation ?? organisationOfSiren(plan, known, row, values.siren!);
    if (!project || !organisation) continue;
    const key = `${project.id} ${organisation.id}`;
    const twin = seen.get(key);
    if (twin !== undefined) {
      plan.refuse(
        row,
        'siren',
        `Ce partenaire du projet figure déjà à la ligne ${twin}. Gardez une ligne par partenaire.`,
        `This partner of the project already stands on line ${twin}. Keep one line for each partner.`,
      );
      continue;
    }
    seen.set(key, row);
    const partner = planPartner(plan, known, row, values, project, organisation);
    if (partner) placed.push({ row, project, partner });
  }
  checkLeads(plan, known, placed, leadMayLack);
}

function planPartner(
  plan: Plan,
  known: Known,
  row: number,
  values: PartnerRow,
  project: KnownProject,
  organisation: KnownOrganisation,
): KnownPartner | null {
  const all = known.partners.get(project.id) ?? [];
  const present =
    all.find(({ organisation_id, left_on }) => organisation_id === organisation.id && left_on === null) ??
    all.find(({ organisation_id }) => organisation_id === organisation.id) ??
    null;
  const joinedOn = values.joinedOn ?? present?.joined_on ?? project.created_on;
  const country = values.country ?? present?.country ?? 'FR';
  const commune =
    values.commune?.padStart(5, '0').toUpperCase() ??
    present?.commune ??
    (country === 'FR' ? organisation.commune : null);
  checkDays(plan, known, row, values, joinedOn, organisation);
  if (values.commune !== null && country !== 'FR')
    plan.refuse(
      row,
      'commune',
      'Une commune française ne va pas avec un travail fait hors de France. Laissez-la vide, ou corrigez le pays.',
      'A French commune does not go with work done outside France. Leave it empty, or correct the country.',
    );
  else if (values.commune !== null && !known.communes.has(commune!))
    plan.refuse(
      row,
      'commune',
      'Ce code n’est pas celui d’une commune. C’est le code Insee, de cinq caractères, et non le code postal.',
      'This is not the code of a commune. It is the Insee code, of five characters, not the postcode.',
    );
  const costs = costsIn(values);
  checkAmounts(plan, row, values, costs, present);
  if (plan.isWrong(row)) return null;

  const given = {
    lead: values.lead ?? present?.lead ?? false,
    role: values.role ?? present?.role ?? '',
    country,
    commune,
    joined_on: joinedOn,
    left_on: values.leftOn ?? present?.left_on ?? null,
    leave_reason: values.leaveReason ?? present?.leave_reason ?? null,
    asked_cents: values.asked ?? present?.asked_cents ?? null,
    costs_stated: costs !== null || (present?.costs_stated ?? false),
  };
  const id = present?.id ?? plan.newId('prt');
  const kept = present?.costs ?? [];
  const otherCosts = costs !== null && !sameCosts(costs, kept);
  const partner: KnownPartner = present
    ? { ...present, ...given, costs: costs ?? kept }
    : { ...newPartner(known, id, project, organisation), ...given, costs: costs ?? [] };
  const { costs: _, ...written } = partner;
  if (otherCosts) {
    plan.writes.costsOf.push(id);
    plan.writes.costs.push(...costs.map((cost) => ({ partner_id: id, ...cost })));
  }
  const changed = present !== null && (differs<PartnerTable>(present, given) || otherCosts);
  if (!present) plan.writes.partners.push(written);
  else if (changed) plan.writes.amendedPartners.push({ ...written, revision: written.revision + 1 });
  known.partners.set(project.id, [...all.filter((one) => one.id !== id), partner]);
  plan.settle(row, present === null ? 'create' : changed ? 'change' : 'unchanged');
  return partner;
}

const newPartner = (known: Known, id: string, project: KnownProject, organisation: KnownOrganisation) => ({
  id,
  project_id: project.id,
  organisation_id: organisation.id,
  special: 'none' as const,
  join_reason: known.evidence,
  cost_basis: null,
  other_public_cents: null,
  pia_on_project: null,
  free_to_publish: null,
  economic_activity: null,
  applied_on: null,
  starts_on: null,
  revision: 1,
});

function checkDays(
  plan: Plan,
  known: Known,
  row: number,
  values: PartnerRow,
  joinedOn: string,
  organisation: KnownOrganisation,
): void {
  hasCome(plan, known, row, 'joinedOn', values.joinedOn);
  hasCome(plan, known, row, 'leftOn', values.leftOn);
  if (organisation.ceasedOn !== null && organisation.ceasedOn < joinedOn)
    plan.refuse(
      row,
      'siren',
      `${organisation.name} a cessé son activité le ${formatDay(organisation.ceasedOn)}\u202f: elle n’a pas pu entrer ensuite dans un consortium.`,
      `${organisation.name} ceased its activity on ${organisation.ceasedOn}: it cannot have entered a consortium afterwards.`,
    );
  if (values.leftOn !== null && values.leftOn < joinedOn)
    plan.refuse(
      row,
      'leftOn',
      `Ce partenaire est entré le ${formatDay(joinedOn)}\u202f: il ne peut pas sortir avant.`,
      `This partner joined on ${joinedOn}: it cannot leave before.`,
    );
  if (values.leftOn !== null && values.leaveReason === null)
    plan.refuse(row, 'leaveReason', 'Dites pourquoi ce partenaire est sorti.', 'Say why this partner left.');
  if (values.leftOn === null && values.leaveReason !== null)
    plan.refuse(
      row,
      'leftOn',
      'Un motif de sortie va avec le jour de la sortie. Donnez-le, ou retirez le motif.',
      'A reason for leaving goes with the day of leaving. Give it, or remove the reason.',
    );
}

/** The costs that a line states, a category left empty being nil; null when it states none. */
function costsIn(values: PartnerRow): KnownPartner['costs'] | null {
  if (RESEARCH_CATEGORIES.every((research) => values[research] === null)) return null;
  return RESEARCH_CATEGORIES.flatMap((research) => {
    const amount = values[research] ?? 0;
    // Files of this kind do not tell the nature of costs apart.
    return amount > 0 ? [{ nature: 'other' as const, research, amount_cents: amount }] : [];
  });
}

const totalOf = (costs: KnownPartner['costs']): number =>
  costs.reduce((sum, { amount_cents }) => sum + amount_cents, 0);

/** A file tells costs by category of research only: costs told by nature are the same when each category's total is. */
function sameCosts(one: KnownPartner['costs'], other: KnownPartner['costs']): boolean {
  const total = (costs: KnownPartner['costs'], research: string) =>
    totalOf(costs.filter((cost) => cost.research === research));
  return RESEARCH_CATEGORIES.every((research) => total(one, research) === total(other, research));
}

function checkAmounts(
  plan: Plan,
  row: number,
  values: PartnerRow,
  costs: KnownPartner['costs'] | null,
  present: KnownPartner | null,
): void {
  const stated = costs ?? (present?.costs_stated ? present.costs : null);
  const total = stated === null ? null : totalOf(stated);
  if (costs !== null && costDoubt(totalOf(costs)) !== null)
    plan.refuse(
      row,
      RESEARCH_CATEGORIES.find((research) => (values[research] ?? 0) > 0) ?? null,
      `Ces coûts font ${formatCents(totalOf(costs))} pour un seul partenaire\u202f; on attend de ${formatCents(LEAST_PLAUSIBLE_COST)} à ${formatCents(MOST_PLAUSIBLE_COST)}. Vérifiez l’unité\u202f: les montants sont en euros.`,
      `These costs make ${formatCents(totalOf(costs))} for one partner; from ${formatCents(LEAST_PLAUSIBLE_COST)} to ${formatCents(MOST_PLAUSIBLE_COST)} is expected. Check the unit: amounts are in euros.`,
    );
  const asked = values.asked ?? present?.asked_cents ?? null;
  if (!isPlausibleAid(values.asked, MOST_PLAUSIBLE_COST))
    plan.refuse(
      row,
      'asked',
      `Une aide de ${formatCents(values.asked!)} pour un seul partenaire n’est pas plausible. Vérifiez l’unité\u202f: les montants sont en euros.`,
      `An aid of ${formatCents(values.asked!)} for one partner is not plausible. Check the unit: amounts are in euros.`,
    );
  else if (total !== null && asked !== null && asked > total)
    plan.refuse(
      row,
      'asked',
      `L’aide demandée (${formatCents(asked)}) dépasse les coûts du partenaire (${formatCents(cents(total))}).`,
      `The aid asked for (${formatCents(asked)}) is above the costs of the partner (${formatCents(total)}).`,
    );
}

/** After the file, each project that it names has one lead among the partners of today. */
function checkLeads(
  plan: Plan,
  known: Known,
  placed: readonly { row: number; project: KnownProject; partner: KnownPartner }[],
  leadMayLack: boolean,
): void {
  for (const { project, lines } of byProject(placed)) {
    if (lines.some(({ row }) => plan.isWrong(row))) continue;
    const leads = (known.partners.get(project.id) ?? []).filter(({ lead, left_on }) => lead && left_on === null);
    if (leads.length === 1 || (leads.length === 0 && leadMayLack)) continue;
    const told = lines.filter(({ partner }) => leads.some(({ id }) => id === partner.id));
    const { row } = told.at(-1) ?? lines.at(-1)!;
    if (leads.length === 0)
      plan.refuse(
        row,
        'lead',
        `Le projet «\u202f${project.acronym}\u202f» n’a pas de chef de file. Écrivez oui pour un partenaire, et un seul.`,
        `The project “${project.acronym}” has no lead partner. Write yes for one partner, and one only.`,
      );
    else
      plan.refuse(
        row,
        'lead',
        `Le projet «\u202f${project.acronym}\u202f» aurait ${leads.length} chefs de file${told.length > 1 ? ` (lignes ${told.map((one) => one.row).join(', ')})` : ''}. Un projet en a un seul\u202f: écrivez non pour les autres.`,
        `The project “${project.acronym}” would have ${leads.length} lead partners${told.length > 1 ? ` (lines ${told.map((one) => one.row).join(', ')})` : ''}. A project has one only: write no for the others.`,
      );
  }
}

function byProject<Placed extends { project: KnownProject }>(
  placed: readonly Placed[],
): { project: KnownProject; lines: Placed[] }[] {
  const groups = new Map<string, { project: KnownProject; lines: Placed[] }>();
  for (const one of placed) {
    const group = groups.get(one.project.id) ?? { project: one.project, lines: [] };
    group.lines.push(one);
    groups.set(one.project.id, group);
  }
  return [...groups.values()];
}
