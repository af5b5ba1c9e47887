import { addDays, addMonths, type Day } from '#kit/period.ts';
import { formatCents, formatDay } from '#kit/say.ts';
import { costDoubt, MOST_PLAUSIBLE_COST } from '../funding/cost-plausibility.rules.ts';
import { type ApplicationState, isAlive } from '../funding/files/application.ts';
import { fundersOf } from '../funding/files/funder.rules.ts';
import type { ApplicationTable } from '../funding/funding.tables.ts';
import { type FundingCall, lastDayToFinalise } from '../funding/funding-window.ts';
import { type AidLine, planPart } from './aid-part-plan.rules.ts';
import type { AidRow } from './money-columns.ts';
import {
  differs,
  hasCome,
  isPlausibleAid,
  type Known,
  type KnownApplication,
  type KnownPartner,
  organisationOfSiren,
  type Plan,
  projectNamed,
} from './plan.ts';
import type { Line } from './table.rules.ts';

/** Months to sign after a selection (R76), where the call itself says nothing. */
const USUAL_MONTHS_TO_SIGN = 6;

/** Days of a file, each with the field that tells it, in the order in which a file meets them. */
const DATED = [
  ['submitted', 'submittedOn'],
  ['refused', 'refusedOn'],
  ['selected', 'selectedOn'],
  ['agreement', 'agreementOn'],
  ['closed', 'closedOn'],
] as const satisfies readonly (readonly [ApplicationState, keyof AidRow])[];

/** Decides what each line of a file of aid creates or changes: one file before one funder of one call, with a line for each partner and payment. */
export function planAids(plan: Plan, known: Known, lines: readonly Line<AidRow>[]): void {
  const files = new Map<string, AidLine[]>();
  for (const { row, values } of lines) {
    const placed = placeLine(plan, known, row, values);
    if (!placed) continue;
    const key = [placed.project.id, placed.call.id, values.funder, values.region ?? ''].join(' ');
    files.set(key, [...(files.get(key) ?? []), placed]);
  }
  for (const file of files.values()) planFile(plan, known, file);
}

function placeLine(plan: Plan, known: Known, row: number, values: AidRow): AidLine | null {
  const project = projectNamed(plan, known, row, values.reference!);
  const organisation = organisationOfSiren(plan, known, row, values.siren!);
  const call = known.calls.get(values.call!);
  if (!call)
    plan.refuse(
      row,
      'call',
      `L’appel «\u202f${values.call}\u202f» n’est pas au calendrier. Ajoutez-le au calendrier des appels, ou corrigez son identifiant.`,
      `The call “${values.call}” is not in the calendar. Add it to the calendar of calls, or correct its identifier.`,
    );
  else if (!fundersOf(call.window.id).includes(values.funder!))
    plan.refuse(
      row,
      'funder',
      `Ce financeur n’instruit pas les dossiers de ce guichet, mais\u202f: ${fundersOf(call.window.id).join(', ')}.`,
      `This funder does not read the files of this window, which are read by: ${fundersOf(call.window.id).join(', ')}.`,
    );
  if ((values.funder === 'region') !== (values.region !== null))
    plan.refuse(
      row,
      'region',
      'Le code de la région va avec le financeur «\u202frégion\u202f», et avec lui seul.',
      'The code of the region goes with the funder “region”, and with it only.',
    );
  else if (values.region !== null && !known.regions.has(values.region))
    plan.refuse(
      row,
      'region',
      'Aucune région de 2013 ne porte ce code. C’est son code Insee, de deux chiffres.',
      'No region of 2013 has this code. It is its Insee code, of two digits.',
    );
  if (!project || !organisation || !call) return null;
  const partner = (known.partners.get(project.id) ?? []).find((one) => one.organisation_id === organisation.id);
  if (!partner) {
    plan.refuse(
      row,
      'siren',
      `${organisation.name} n’est pas partenaire de ce projet. Importez d’abord ses partenaires.`,
      `${organisation.name} is not a partner of this project. Import its partners first.`,
    );
    return null;
  }
  checkAmounts(plan, row, values, partner);
  checkDays(plan, known, row, values);
  return { row, values, project, partner, call };
}

function checkAmounts(plan: Plan, row: number, values: AidRow, partner: KnownPartner): void {
  const total = partner.costs_stated ? partner.costs.reduce((sum, { amount_cents }) => sum + amount_cents, 0) : null;
  for (const field of ['asked', 'granted'] as const) {
    const amount = values[field];
    if (amount === null) continue;
    if (!isPlausibleAid(amount, MOST_PLAUSIBLE_COST))
      plan.refuse(
        row,
        field,
        `Une aide de ${formatCents(amount)} pour un seul partenaire n’est pas plausible. Vérifiez l’unité\u202f: les montants sont en euros.`,
        `An aid of ${formatCents(amount)} for one partner is not plausible. Check the unit: amounts are in euros.`,
      );
    else if (total !== null && amount > total && costDoubt(total) === null)
      plan.refuse(
        row,
        field,
        `Cette aide (${formatCents(amount)}) dépasse les coûts du partenaire (${formatCents(total)}).`,
        `This aid (${formatCents(amount)}) is above the costs of the partner (${formatCents(total)}).`,
      );
  }
  if ((values.paid === null) !== (values.paidOn === null))
    plan.refuse(
      row,
      values.paid === null ? 'paid' : 'paidOn',
      'Un versement a un montant et un jour. Donnez les deux, ou aucun.',
      'A payment has an amount and a day. Give both, or neither.',
    );
  if (values.paid === 0)
    plan.refuse(
      row,
      'paid',
      'Un versement de zéro n’en est pas un. Laissez la case vide.',
      'A payment of zero is none. Leave the cell empty.',
    );
}

function checkDays(plan: Plan, known: Known, row: number, values: AidRow): void {
  let last: string | null = null;
  for (const field of [...DATED.map(([, one]) => one), 'paidOn' as const]) {
    const on = values[field];
    if (on === null || !hasCome(plan, known, row, field, on)) continue;
    // A payment may come before the closing of the file, which is its balance.
    if (last !== null && on < last && field !== 'paidOn')
      plan.refuse(
        row,
        field,
        `Cette étape viendrait avant la précédente, du ${formatDay(last)}. Les jours d’un dossier ne reculent pas.`,
        `This step would come before the one that precedes it, of ${last}. The days of a file do not go back.`,
      );
    if (field !== 'paidOn') last = on;
  }
  const wants = (field: keyof AidRow, because: boolean, fr: string, en: string) => {
    if (because && values[field] === null) plan.refuse(row, field, fr, en);
  };
  const lapsed = values.lapsed === true;
  wants(
    'selectedOn',
    values.agreementOn !== null || lapsed,
    'Ce dossier fut retenu\u202f: donnez le jour.',
    'This file was selected: give the day.',
  );
  wants(
    'agreementOn',
    values.closedOn !== null || values.paidOn !== null,
    'Un dossier soldé ou payé a une convention\u202f: donnez son jour.',
    'A file closed or paid has an agreement: give its day.',
  );
  wants(
    'granted',
    values.selectedOn !== null,
    'Un dossier retenu a une aide accordée\u202f: donnez-la, fût-elle nulle.',
    'A selected file has an aid granted: give it, even nil.',
  );
  wants(
    'refusalReason',
    values.refusedOn !== null,
    'Dites pourquoi ce dossier fut refusé.',
    'Say why this file was refused.',
  );
  if (values.refusedOn !== null && (values.selectedOn !== null || lapsed))
    plan.refuse(
      row,
      'refusedOn',
      'Un dossier est retenu ou refusé, non les deux.',
      'A file is selected or refused, not both.',
    );
  if (lapsed && values.agreementOn !== null)
    plan.refuse(
      row,
      'lapsed',
      'Un dossier conventionné n’est plus caduc\u202f: retirez l’un ou l’autre.',
      'A file with an agreement has not lapsed: remove one or the other.',
    );
  if (values.paidOn !== null && values.agreementOn !== null && values.paidOn < values.agreementOn)
    plan.refuse(
      row,
      'paidOn',
      `Le versement viendrait avant la convention, du ${formatDay(values.agreementOn)}.`,
      `The payment would come before the agreement, of ${values.agreementOn}.`,
    );
}

/** Months that the selection left to sign; the file lapsed the day after. */
const signBefore = (call: FundingCall, selectedOn: string): Day =>
  lastDayToFinalise(call, selectedOn as Day) ?? addMonths(selectedOn as Day, USUAL_MONTHS_TO_SIGN);

/** Fields that every line of one file tells alike. */
const SHARED = ['submittedOn', 'refusedOn', 'selectedOn', 'agreementOn', 'closedOn', 'lapsed'] as const;

function planFile(plan: Plan, known: Known, lines: readonly AidLine[]): void {
  const [first] = lines as [AidLine, ...AidLine[]];
  for (const { row, values } of lines)
    for (const field of SHARED)
      if (values[field] !== first.values[field])
        plan.refuse(
          row,
          field,
          `Cette ligne et la ligne ${first.row} sont du même dossier, et ne disent pas la même chose ici.`,
          `This line and line ${first.row} are of the same file, and do not say the same here.`,
        );
  if (lines.some(({ row }) => plan.isWrong(row))) return;
  const present = presentFile(known, first);
  const steps = stepsOf(plan, known, first, present);
  const application = writeFile(plan, known, first, present, steps);
  if (!application) return;
  for (const [partner, own] of Map.groupBy(lines, (line) => line.partner.id))
    planPart(plan, known, application, present, partner, own);
}

/** The same file as Grappe knows it: the one that is alive, or the last that ended. */
function presentFile(known: Known, { project, call, values }: AidLine): KnownApplication | null {
  const same = (known.applications.get(project.id) ?? []).filter(
    (one) => one.call_id === call.id && one.funder === values.funder && one.region === values.region,
  );
  return (
    same.find(({ state }) => isAlive(state)) ??
    same.findLast(({ submitted_on }) => submitted_on === values.submittedOn) ??
    null
  );
}

interface Step {
  readonly state: ApplicationState;
  readonly on: string;
}

/** The steps that the file tells, in order; a day that Grappe already knows stays. */
function stepsOf(plan: Plan, known: Known, { row, values, call }: AidLine, present: KnownApplication | null): Step[] {
  const steps: Step[] = DATED.flatMap(([state, field]) => {
    const on = values[field];
    return on === null ? [] : [{ state, on }];
  });
  if (values.lapsed === true) {
    const on = addDays(signBefore(call, values.selectedOn!), 1);
    if (on > known.today)
      plan.refuse(
        row,
        'lapsed',
        `Le délai pour signer court jusqu’au ${formatDay(addDays(on, -1))}\u202f: ce dossier n’est pas encore caduc.`,
        `The time to sign runs until ${addDays(on, -1)}: this file has not lapsed yet.`,
      );
    steps.push({ state: 'lapsed', on });
  }
  for (const { state, on } of steps) {
    const before = present?.steps.find((step) => step.state === state)?.on_day;
    const field = DATED.find(([one]) => one === state)?.[1] ?? 'lapsed';
    if (before !== undefined && before !== on)
      plan.refuse(
        row,
        field,
        `Grappe date déjà cette étape du dossier du ${formatDay(before)}\u202f: elle ne change plus de jour. Corrigez le fichier.`,
        `Grappe already dates this step of the file ${before}: it does not change its day. Correct the file.`,
      );
  }
  return steps;
}

function writeFile(
  plan: Plan,
  known: Known,
  line: AidLine,
  present: KnownApplication | null,
  steps: readonly Step[],
): string | null {
  const { row, values, call } = line;
  if (plan.isWrong(row)) return null;
  const told = steps.at(-1)!;
  // A file that went further in Grappe than in the table stays where it is.
  const day = (state: ApplicationState) => steps.find((step) => step.state === state)?.on ?? null;
  const given = {
    state: present?.steps.some(({ state }) => state === told.state) ? present.state : told.state,
    submitted_on: day('submitted'),
    selected_on: day('selected') ?? present?.selected_on ?? null,
    lapses_after:
      present?.lapses_after ??
      (values.selectedOn === null
        ? null
        : values.lapsed === true
          ? signBefore(call, values.selectedOn)
          : lastDayToFinalise(call, values.selectedOn)),
    agreement_on: day('agreement') ?? present?.agreement_on ?? null,
    closed_on: day('closed') ?? present?.closed_on ?? null,
    decision_reason: values.refusalReason ?? present?.decision_reason ?? null,
  };
  const id = present?.id ?? plan.newId('app');
  if (!present) plan.writes.applications.push({ ...newFile(known, line, id), ...given });
  else if (differs<ApplicationTable>(present, given)) {
    const { steps: _, parts: __, payments: ___, ...before } = present;
    plan.writes.amendedApplications.push({ ...before, ...given });
  }
  const fresh = steps.filter(({ state }) => !present?.steps.some((step) => step.state === state));
  for (const { state, on } of fresh)
    plan.writes.steps.push({
      id: plan.newId('aps'),
      application_id: id,
      state,
      on_day: on,
      reason: state === 'refused' ? values.refusalReason : known.evidence,
      recorded_at: known.now,
      recorded_by: known.by,
    });
  if (present && (fresh.length > 0 || differs<ApplicationTable>(present, given))) plan.settle(row, 'change');
  return id;
}

const newFile = (known: Known, { project, call, values }: AidLine, id: string): Omit<ApplicationTable, 'state'> => ({
  id,
  project_id: project.id,
  submission_id: null,
  window_id: call.window.id,
  call_id: call.id,
  funder: values.funder!,
  region: values.region,
  submitted_on: null,
  eligible_on: null,
  selected_on: null,
  lapses_after: null,
  derogation_reason: null,
  derogation_by: null,
  agreement_on: null,
  agreement_reference: null,
  closed_on: null,
  decision_reason: null,
  rules_applied: null,
  loan: null,
  recorded_at: known.now,
});
