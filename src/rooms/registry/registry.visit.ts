import type { Operation } from '#kit/action.ts';
import { mayEnter } from '#kit/action.ts';
import { readForm } from '#kit/web/read-form.ts';
import { type InputOf, type OutputOf, perform, type Visit } from '#kit/web/route.ts';
import { type Listing, readCriteria } from './list-address.ts';
import { getOrganisationIdentity } from './organisation/organisation-identity.query.ts';
import { readRegions } from './region-list.query.ts';
import { searchRegistry } from './search/search.query.ts';

/** Rows of a list on screen. */
export const ROWS_PER_PAGE = 25;
const ROWS_PER_READING = 500;

export const listingOf = (visit: Visit): Listing => ({
  path: new URL(visit.here, 'http://own.invalid').pathname,
  criteria: readCriteria(visit.search),
});

/**
 * What a list's address asks of its operation: the criteria that it knows, typed by its schema, and the path's parameters. A criterion that is
 * not in the address is left out rather than taken for a box that was not ticked.
 */
export function listInput<Q extends Operation>(query: Q, visit: Visit, fixed: object = {}): InputOf<Q> {
  const asked: Record<string, unknown> = { ...readCriteria(visit.search), ...visit.params };
  const read = readForm(query.schema, asked);
  const given = Object.entries(read).filter(([name]) => name in asked);
  return { pageSize: ROWS_PER_PAGE, ...Object.fromEntries(given), ...fixed } as InputOf<Q>;
}

/** Every row of a list, page after page: for files, which hold all that the criteria leave. One row when only the columns are wanted. */
export async function everyRow<Q extends Operation>(
  query: Q,
  input: InputOf<Q>,
  visit: Visit,
): Promise<OutputOf<Q> extends { rows: (infer Row)[] } ? Row[] : never> {
  const rows: unknown[] = [];
  const pageSize = visit.columnsOnly ? 1 : ROWS_PER_READING;
  for (let page = 1; ; page++) {
    const found = (await perform(query, { ...(input as object), page, pageSize } as InputOf<Q>, visit.call)) as {
      total: number;
      rows: unknown[];
    };
    rows.push(...found.rows);
    if (visit.columnsOnly || rows.length >= found.total || found.rows.length === 0) return rows as never;
  }
}

/** May the reader open this page at all? Enough to show a link, never to act. */
export const may = (operation: Operation, visit: Visit): boolean => mayEnter(operation.meta, visit.call);

/** What a form about an organisation was given: the words searched with what they found, or the organisation chosen. */
export async function organisationChoice(visit: Visit, chosenBy = 'organisation') {
  const q = (visit.search.get('q') ?? '').trim();
  const id = visit.search.get(chosenBy);
  return {
    q,
    results: q === '' ? null : await perform(searchRegistry, { q, limit: 20 }, visit.call),
    chosen: id ? await perform(getOrganisationIdentity, { organisation: id }, visit.call) : null,
  };
}

/** Names of the regions of a list, by code: a filter keeps its words even when nothing is left of it. */
export async function regionNames(vintage: '2013' | '2016', visit: Visit): Promise<Record<string, string>> {
  const { rows } = await perform(readRegions, { vintage }, visit.call);
  return Object.fromEntries(rows.map((region) => [region.code, region.name]));
}
