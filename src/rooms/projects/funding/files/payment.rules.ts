import type { PaymentKind, PaymentState } from './application.ts';

export interface PaymentFacts {
  readonly id: string;
  readonly partner: string;
  readonly kind: PaymentKind;
  readonly amountCents: number;
  readonly state: PaymentState;
}

/** What is paid, or waits to be, of one partner's grant. */
export const committedTo = (payments: readonly PaymentFacts[], partner: string): number =>
  payments.reduce((sum, one) => (one.partner === partner && one.state !== 'refused' ? sum + one.amountCents : sum), 0);

export interface PaymentAsked {
  readonly partner: string;
  readonly kind: PaymentKind;
  readonly amountCents: number;
  readonly evidence: string | null;
}

export type PaymentFault = 'NO_GRANT' | 'EVIDENCE_MISSING' | 'ABOVE_GRANT' | 'BALANCE_PAID';

/**
 * Why a payment cannot be asked; null when it can. An advance needs no evidence, the others show the work done; requests and payments together never
 * stand above what was granted; after the balance nothing is left to ask.
 * @param grantedCents of this partner in this file; null when it was granted nothing.
 */
export function paymentFault(
  asked: PaymentAsked,
  grantedCents: number | null,
  payments: readonly PaymentFacts[],
): PaymentFault | null {
  if (!grantedCents) return 'NO_GRANT';
  if (asked.kind !== 'advance' && !asked.evidence?.trim()) return 'EVIDENCE_MISSING';
  const settled = payments.some(
    ({ partner, kind, state }) => partner === asked.partner && kind === 'balance' && state !== 'refused',
  );
  if (settled) return 'BALANCE_PAID';
  return committedTo(payments, asked.partner) + asked.amountCents > grantedCents ? 'ABOVE_GRANT' : null;
}
