import * as z from 'zod';
import type { Say } from '#kit/say.ts';

export const IMPORT_STATES = ['staged', 'applied', 'withdrawn', 'abandoned'] as const;
export type ImportState = (typeof IMPORT_STATES)[number];

export const OUTCOMES = ['new', 'changed', 'same', 'wrong'] as const;
export type SeriesOutcome = (typeof OUTCOMES)[number];

/** Lines of a file by what they would do. */
export const seriesCounts = z.object({ new: z.int(), changed: z.int(), same: z.int(), wrong: z.int() });
export type SeriesCounts = z.infer<typeof seriesCounts>;

export interface SeriesImportTable {
  id: string;
  file_id: string;
  file_name: string;
  state: ImportState;
  counts: SeriesCounts | null;
  recorded_by: string;
  recorded_at: Date;
  applied_at: Date | null;
  withdrawn_at: Date | null;
  withdrawn_reason: string | null;
}

declare module '#kit/db/database.ts' {
  interface Database {
    'indicators.import': SeriesImportTable;
  }
}

/** The columns of a file of official statistics: the header, others that mean the same, and what stands below. */
export const SERIES_COLUMNS = {
  indicator: {
    header: 'indicateur',
    also: ['indicator', 'code'],
    wanted: true,
    example: 'EXP-01',
    says: { fr: 'Code du catalogue', en: 'Code of the catalogue' },
  },
  cluster: {
    header: 'pole',
    also: ['cluster'],
    wanted: false,
    example: 'minalogic',
    says: {
      fr: 'Nom court du pôle, comme dans son adresse\u202f; vide pour tout le programme',
      en: 'Short name of the cluster, as in its address; empty for the whole programme',
    },
  },
  year: {
    header: 'annee',
    also: ['year'],
    wanted: true,
    example: '2013',
    says: { fr: 'Année de la valeur', en: 'Year of the value' },
  },
  value: {
    header: 'valeur',
    also: ['value'],
    wanted: false,
    example: '32,4',
    says: {
      fr: 'Nombre\u202f; un montant en euros\u202f; un rapport en pour cent, ou par ses deux termes',
      en: 'A number; an amount in euros; a ratio in per cent, or by its two terms',
    },
  },
  state: {
    header: 'etat',
    also: ['state'],
    wanted: false,
    example: 'connue',
    says: {
      fr: '«\u202fconnue\u202f» (ou vide), «\u202fsans objet\u202f», «\u202fpas encore connue\u202f»',
      en: '“known” (or empty), “not applicable”, “not known yet”',
    },
  },
  numerator: {
    header: 'numerateur',
    also: ['numerator'],
    wanted: false,
    example: '',
    says: { fr: 'D’un rapport', en: 'Of a ratio' },
  },
  denominator: {
    header: 'denominateur',
    also: ['denominator'],
    wanted: false,
    example: '',
    says: { fr: 'D’un rapport', en: 'Of a ratio' },
  },
  producer: {
    header: 'producteur',
    also: ['producer'],
    wanted: true,
    example: 'Insee',
    says: { fr: 'Qui publie la valeur', en: 'Who publishes the value' },
  },
  vintage: {
    header: 'millesime',
    also: ['vintage'],
    wanted: true,
    example: '2015-11-30',
    says: { fr: 'Date de publication', en: 'Day of publication' },
  },
  method: {
    header: 'methode',
    also: ['method'],
    wanted: false,
    example: 'Douanes et comptes',
    says: { fr: 'Comment elle est établie', en: 'How it is made' },
  },
  comment: {
    header: 'commentaire',
    also: ['comment'],
    wanted: false,
    example: '',
    says: { fr: 'Ce qu’il faut savoir avant de la citer', en: 'What to know before quoting it' },
  },
} as const satisfies Record<
  string,
  { header: string; also: readonly string[]; wanted: boolean; example: string; says: Say }
>;
export type SeriesColumn = keyof typeof SERIES_COLUMNS;
export const COLUMN_NAMES = Object.keys(SERIES_COLUMNS) as SeriesColumn[];

/** What is wrong with one line: where, and what to do. */
export const seriesProblem = z.object({
  row: z.int(),
  column: z.string(),
  header: z.string(),
  cell: z.string(),
  fr: z.string(),
  en: z.string(),
});
export type SeriesProblem = z.infer<typeof seriesProblem>;

export const seriesImport = z.object({
  id: z.string(),
  fileName: z.string(),
  state: z.enum(IMPORT_STATES),
  counts: seriesCounts.nullable(),
  recordedBy: z.string(),
  recordedAt: z.date(),
  withdrawnReason: z.string().nullable(),
});
export type SeriesImport = z.infer<typeof seriesImport>;
