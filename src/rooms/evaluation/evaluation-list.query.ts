import * as z from 'zod';
import { defineQuery } from '#kit/action.ts';
import { facet, paged, paging, searchWords } from '#rooms/registry';
import { readerOf } from './evaluation.place.ts';
import { READERS } from './evaluation.roles.ts';
import { EVALUATION_SORTS, listedEvaluations, stateFacets } from './evaluation.store.ts';
import { EVALUATION_STATES } from './evaluation.ts';

/** The person's own evaluations; all of them for the auditor. */
export const listEvaluations = defineQuery({
  name: 'evaluation.listEvaluations',
  title: { fr: 'Lister les évaluations', en: 'List evaluations' },
  path: '/evaluations',
  permission: { who: READERS },
  input: z.object({
    q: searchWords,
    state: z.enum(EVALUATION_STATES).optional(),
    sort: z.enum(EVALUATION_SORTS).default('changed'),
    ...paging,
    order: z.enum(['asc', 'desc']).default('desc'),
  }),
  output: z.object({
    ...paged,
    /** Everyone's, which only the auditor reads. */
    everyone: z.boolean(),
    facets: z.object({ states: z.array(facet) }),
    rows: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        state: z.enum(EVALUATION_STATES),
        fileName: z.string(),
        owner: z.string(),
        createdAt: z.date(),
        changedAt: z.date(),
        version: z.int().nullable(),
        /** Estimates that are done. */
        runs: z.int(),
        /** Looks and estimates that wait or work. */
        underWay: z.int(),
        synthetic: z.boolean(),
      }),
    ),
  }),
  async run({ sql, actor }, { q, state, sort, order, page, pageSize }) {
    const search = { reader: readerOf(actor), q, state };
    const { rows, total } = await listedEvaluations(sql, search, {
      sort,
      order,
      limit: pageSize,
      offset: (page - 1) * pageSize,
    });
    return {
      total,
      page,
      pageSize,
      everyone: search.reader.everything,
      facets: { states: await stateFacets(sql, search) },
      rows,
    };
  },
});
