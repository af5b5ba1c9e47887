import type { Parameter } from './values.ts';

/** What the thread is told when it starts: the compiled engine, and a folder, or memory; a model fills what is not there yet. */
export interface Opening {
  readonly engine: WebAssembly.Module;
  readonly dir: string | null;
  /** The folder of another store, which was closed. */
  readonly model: string | null;
}

/** One piece of work for the thread. */
export type Request =
  | { readonly id: number; readonly kind: 'query'; readonly text: string; readonly values: readonly Parameter[] }
  | { readonly id: number; readonly kind: 'close' };

/** What PostgreSQL says about an error beyond its message; the same fields as `pg`'s `DatabaseError`. */
export const failureFields = [
  'severity',
  'code',
  'detail',
  'hint',
  'position',
  'internalPosition',
  'internalQuery',
  'where',
  'schema',
  'table',
  'column',
  'dataType',
  'constraint',
  'routine',
] as const;

export interface Failure {
  readonly message: string;
  readonly fields: { readonly [field in (typeof failureFields)[number]]?: string };
}

/** What the thread answers; `id` is that of the request, 0 once it is open. */
export type Answer =
  | { readonly id: number; readonly rows: unknown[]; readonly command: string | null; readonly affected: number }
  | { readonly id: number; readonly failure: Failure };

export type Result = Exclude<Answer, { failure: Failure }>;
