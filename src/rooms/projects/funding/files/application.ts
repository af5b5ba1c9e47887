import * as z from 'zod';

/** Who reads a file and pays: the State, Bpifrance, a region, the ANR, the ADEME, Europe. */
export const FUNDERS = ['state', 'bpifrance', 'region', 'anr', 'ademe', 'europe'] as const;
export type Funder = (typeof FUNDERS)[number];

/** States of a file, in the order in which it meets them; the last three are ends without money. */
export const APPLICATION_STATES = [
  'draft',
  'submitted',
  'eligible',
  'selected',
  'agreement',
  'closed',
  'refused',
  'lapsed',
  'withdrawn',
] as const;
export type ApplicationState = (typeof APPLICATION_STATES)[number];

/** A file that may still bring money, or has: one at a time for a project before one funder of one call. */
export const isAlive = (state: ApplicationState): boolean =>
  state !== 'refused' && state !== 'lapsed' && state !== 'withdrawn';

/** States in which money is granted. */
export const GRANTED: readonly ApplicationState[] = ['selected', 'agreement', 'closed'];

export const PAYMENT_KINDS = ['advance', 'interim', 'balance'] as const;
export type PaymentKind = (typeof PAYMENT_KINDS)[number];

export const PAYMENT_STATES = ['requested', 'paid', 'refused'] as const;
export type PaymentState = (typeof PAYMENT_STATES)[number];

export const applicationKey = z.string().min(1).max(60);
/** Code of a region of 2013. */
export const regionCode = z.string().regex(/^\d{2}$/);
