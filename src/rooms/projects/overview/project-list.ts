import * as z from 'zod';
import { facet, paged, paging, searchWords } from '#rooms/registry';
import { STAGES } from '../project.ts';
import { daySchema } from '../projects.schemas.ts';

export const PROJECT_SORTS = ['acronym', 'cluster', 'stage', 'since', 'created'] as const;

/** Criteria that the list, the columns and the funnel share. */
export const projectCriteria = {
  q: searchWords,
  cluster: z.string().max(80).optional(),
  stage: z.enum(STAGES).optional(),
  /** Code of a region in the list of the day. */
  region: z.string().max(10).optional(),
  filiere: z.string().max(80).optional(),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional(),
  window: z.string().max(80).optional(),
  year: z.int().min(2000).max(2100).optional(),
};

export const projectListInput = z.object({
  ...projectCriteria,
  sort: z.enum(PROJECT_SORTS).default('acronym'),
  ...paging,
});

export const projectRow = z.object({
  id: z.string(),
  acronym: z.string(),
  /** Null when its title and summary are not open to the reader. */
  title: z.string().nullable(),
  cluster: z.object({ id: z.string(), name: z.string() }),
  lead: z.string().nullable(),
  filiere: z.string().nullable(),
  stage: z.enum(STAGES),
  since: daySchema,
  createdOn: daySchema,
  trl: z.number().nullable(),
  synthetic: z.boolean(),
});
export type ProjectRow = z.infer<typeof projectRow>;

export const projectList = z.object({
  ...paged,
  rows: z.array(projectRow),
  facets: z.object({
    clusters: z.array(facet),
    stages: z.array(facet),
    regions: z.array(facet),
    filieres: z.array(facet),
    years: z.array(facet),
  }),
  synthetic: z.boolean(),
});
export type ProjectList = z.infer<typeof projectList>;
