import type { Prepared } from './prepare.ts';

/** What goes to a thread that sets documents, and what comes back. */
export interface Order {
  readonly number: number;
  readonly document: Prepared;
}

export type Delivery<Result> =
  | { readonly number: number; readonly result: Result }
  | { readonly number: number; readonly fault: string };
