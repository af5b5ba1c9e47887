import { formatCents } from '#kit/say.ts';
import type { FundingCall } from '../funding/funding-window.ts';
import type { AidRow } from './money-columns.ts';
import { differs, type Known, type KnownApplication, type KnownPartner, type KnownProject, type Plan } from './plan.ts';
import type { Line } from './table.rules.ts';

/** A line of aid, with what it names. */
export interface AidLine extends Line<AidRow> {
  readonly project: KnownProject;
  readonly partner: KnownPartner;
  readonly call: FundingCall;
}

/** What one partner asks, is granted and was paid: a line, or several when it was paid in several parts. */
export function planPart(
  plan: Plan,
  known: Known,
  application: string,
  file: KnownApplication | null,
  partner: string,
  lines: readonly AidLine[],
): void {
  const [first, ...others] = lines as [AidLine, ...AidLine[]];
  for (const { row, values } of others) {
    if (values.paidOn === null || first.values.paidOn === null)
      plan.refuse(
        row,
        'siren',
        `Ce partenaire figure déjà à la ligne ${first.row} pour ce dossier. Plusieurs lignes disent plusieurs versements.`,
        `This partner already stands on line ${first.row} for this file. Several lines tell several payments.`,
      );
    if (values.asked !== first.values.asked || values.granted !== first.values.granted)
      plan.refuse(
        row,
        values.asked === first.values.asked ? 'granted' : 'asked',
        `La ligne ${first.row} dit un autre montant pour ce partenaire.`,
        `Line ${first.row} tells another amount for this partner.`,
      );
  }
  const present = file?.parts.find((one) => one.partner_id === partner) ?? null;
  const given = {
    asked_cents: first.values.asked ?? present?.asked_cents ?? null,
    granted_cents: first.values.granted ?? present?.granted_cents ?? null,
  };
  const ceiling = present?.ceiling_cents ?? null;
  if (ceiling !== null && given.granted_cents !== null && given.granted_cents > ceiling)
    plan.refuse(
      first.row,
      'granted',
      `Cette aide dépasse le plafond calculé le jour de la décision (${formatCents(ceiling)}).`,
      `This aid is above the ceiling computed on the day of the decision (${formatCents(ceiling)}).`,
    );
  if (lines.some(({ row }) => plan.isWrong(row))) return;
  const part = { application_id: application, partner_id: partner, ...given, ceiling_cents: ceiling };
  if (!present) plan.writes.parts.push(part);
  else if (differs(present, given)) plan.writes.amendedParts.push(part);
  plan.settle(first.row, present === null ? 'create' : differs(present, given) ? 'change' : 'unchanged');
  if (first.partner.applied_on === null) plan.writes.firstRequests.push({ id: partner, on: first.values.submittedOn! });
  planPayments(plan, known, application, file, partner, lines, given.granted_cents);
}

function planPayments(
  plan: Plan,
  known: Known,
  application: string,
  file: KnownApplication | null,
  partner: string,
  lines: readonly AidLine[],
  granted: number | null,
): void {
  const settled = (file?.payments ?? []).filter((one) => one.partner_id === partner && one.state === 'paid');
  let paid = settled.reduce((sum, { amount_cents }) => sum + amount_cents, 0);
  for (const { row, values } of lines) {
    const { paid: amount, paidOn: on } = values;
    if (amount === null || on === null || settled.some((one) => one.settled_on === on && one.amount_cents === amount)) {
      plan.settle(row, 'unchanged');
      continue;
    }
    paid += amount;
    if (paid > (granted ?? 0))
      plan.refuse(
        row,
        'paid',
        `Les versements (${formatCents(paid)}) dépasseraient l’aide accordée (${formatCents(granted ?? 0)}).`,
        `Payments (${formatCents(paid)}) would be above the aid granted (${formatCents(granted ?? 0)}).`,
      );
    plan.writes.payments.push({
      id: plan.newId('pay'),
      application_id: application,
      partner_id: partner,
      kind: values.closedOn !== null && on >= values.closedOn ? 'balance' : 'interim',
      amount_cents: amount,
      state: 'paid',
      requested_on: on,
      settled_on: on,
      evidence: known.evidence,
      evidence_file_id: null,
      reason: null,
    });
    plan.settle(row, 'create');
  }
}
