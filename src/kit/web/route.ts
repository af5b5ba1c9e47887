import { call } from '@orpc/server';
import type { Context as HonoContext } from 'hono';
import type * as z from 'zod';
import type { Operation } from '../action.ts';
import type { Call } from '../context.ts';
import type { Say } from '../say.ts';
import type { TableSheet } from './export.ts';
import type { FieldError, Page } from './page.ts';

/** One request for a page, as the rooms see it. */
export interface Visit {
  readonly params: Readonly<Record<string, string>>;
  readonly search: URLSearchParams;
  /** Path and query of this address. */
  readonly here: string;
  readonly call: Call;
  /** Of a sheet, the columns are wanted and not the rows: a few are enough. */
  readonly columnsOnly?: boolean;
}

// biome-ignore lint/suspicious/noExplicitAny: the input of an operation whatever its schema
export type InputOf<O> = O extends { definition: { input: infer S extends z.ZodType } } ? z.input<S> : any;
// biome-ignore lint/suspicious/noExplicitAny: the output of an operation whatever its schema
export type OutputOf<O> = O extends { definition: { output: infer S extends z.ZodType } } ? z.output<S> : any;

/** Calls an operation in the process, as the person of this visit. */
export const perform = <O extends Operation>(operation: O, input: InputOf<O>, context: Call): Promise<OutputOf<O>> =>
  call(operation as Operation, input, { context }) as Promise<OutputOf<O>>;

interface RouteBase {
  readonly path: string;
  /** The operation whose permission rules this address; the permission test walks it. */
  readonly of: Operation;
}

export interface PageRoute extends RouteBase {
  readonly kind: 'page';
  readonly load: (visit: Visit) => Promise<unknown>;
  readonly view: (data: never, visit: Visit) => Page | Promise<Page>;
  readonly instead?: (data: never, visit: Visit) => string | null;
  readonly sheet?: (visit: Visit) => Promise<TableSheet>;
}

export interface FormRoute extends RouteBase {
  readonly kind: 'form';
  readonly load: (visit: Visit) => Promise<unknown>;
  readonly values: (data: never, visit: Visit) => Values;
  /** May take its time, to read the files that the form carries. */
  readonly body: (body: Values, visit: Visit) => unknown;
  readonly view: (filled: Filled<never>) => Page | Promise<Page>;
  readonly done: (output: never, visit: Visit) => Done;
}

export interface ActRoute extends RouteBase {
  readonly kind: 'act';
  readonly body: (body: Values, visit: Visit) => unknown;
  readonly done: (output: never, visit: Visit) => Done;
}

/** For the few addresses that are not a page or a form: sign-in, files, streams. */
export interface RawRoute extends RouteBase {
  readonly kind: 'raw';
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly handle: (visit: Visit, c: HonoContext) => Promise<Response | Page>;
}

export type Route = PageRoute | FormRoute | ActRoute | RawRoute;

/** Typed values of a form, by input name; several values for a repeated name. */
export type Values = Readonly<Record<string, unknown>>;

/** What a form's view receives: first visit, or what was typed with what is wrong. */
export interface Filled<Data> {
  readonly data: Data;
  readonly values: Values;
  readonly errors: readonly FieldError[];
  readonly visit: Visit;
}

/** Where a successful form leads, and what is said there. */
export interface Done {
  readonly to: string;
  readonly say?: Say;
  readonly kind?: 'success' | 'info' | 'warning';
}

/**
 * An address that shows what a query returns. `also` loads what else the page shows. `instead` names the page that this reader is led to, when
 * there is nothing to choose here. `sheet` is the table as a file (`?format=csv`), with the columns that the address names (`colonnes=pole,region`).
 */
export function page<Q extends Operation, Extra = undefined>(spec: {
  path: string;
  of: Q;
  input?: (visit: Visit) => InputOf<Q>;
  also?: (visit: Visit, data: OutputOf<Q>) => Promise<Extra>;
  view: (loaded: { data: OutputOf<Q>; extra: Extra; visit: Visit }) => Page | Promise<Page>;
  instead?: (loaded: { data: OutputOf<Q>; extra: Extra; visit: Visit }) => string | null;
  sheet?: (visit: Visit) => Promise<TableSheet>;
}): PageRoute {
  type Loaded = { data: OutputOf<Q>; extra: Extra };
  const { instead } = spec;
  return {
    kind: 'page',
    path: spec.path,
    of: spec.of,
    sheet: spec.sheet,
    async load(visit) {
      const data = await perform(spec.of, (spec.input?.(visit) ?? visit.params) as InputOf<Q>, visit.call);
      return { data, extra: (await spec.also?.(visit, data)) as Extra };
    },
    view: (loaded, visit) => spec.view({ ...(loaded as Loaded), visit }),
    instead: instead && ((loaded, visit) => instead({ ...(loaded as Loaded), visit })),
  };
}

/** An address that shows a form (GET) and performs an action (POST); what was typed survives a refusal. */
export function form<A extends Operation, Data = undefined>(spec: {
  path: string;
  of: A;
  /** What the form needs to show; its own permission applies. */
  load?: (visit: Visit) => Promise<Data>;
  values?: (data: Data, visit: Visit) => Values;
  /** From typed values to the action's input; by default path parameters and typed values together. */
  body?: (body: Values, visit: Visit) => unknown;
  view: (filled: Filled<Data>) => Page | Promise<Page>;
  done: (output: OutputOf<A>, visit: Visit) => Done;
}): FormRoute {
  return {
    kind: 'form',
    path: spec.path,
    of: spec.of,
    load: async (visit) => spec.load?.(visit),
    values: (data, visit) => spec.values?.(data, visit) ?? {},
    body: spec.body ?? ((body, visit) => ({ ...body, ...visit.params })),
    view: spec.view as FormRoute['view'],
    done: spec.done as FormRoute['done'],
  };
}

/** A button: POST only, then a redirection that says what happened. */
export function act<A extends Operation>(spec: {
  path: string;
  of: A;
  body?: (body: Values, visit: Visit) => unknown;
  done: (output: OutputOf<A>, visit: Visit) => Done;
}): ActRoute {
  return {
    kind: 'act',
    path: spec.path,
    of: spec.of,
    body: spec.body ?? ((body, visit) => ({ ...body, ...visit.params })),
    done: spec.done as ActRoute['done'],
  };
}

export const raw = (spec: Omit<RawRoute, 'kind'>): RawRoute => ({ kind: 'raw', ...spec });
