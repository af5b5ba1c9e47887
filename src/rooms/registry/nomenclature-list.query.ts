import * as z from 'zod';
import { defineQuery } from '#kit/action.ts';
import { listNomenclatures } from './nomenclature.store.ts';

export const nomenclatureList = z.object({
  rows: z.array(
    z.object({
      name: z.string(),
      titleFr: z.string(),
      titleEn: z.string(),
      /** Names inside `reference/`. */
      file: z.string(),
      sha256: z.string(),
      rows: z.int(),
      source: z.string(),
      licence: z.string(),
      vintage: z.string(),
    }),
  ),
});
export type NomenclatureList = z.infer<typeof nomenclatureList>;

/** The nomenclatures that the register stands on, each with its source, licence and vintage. */
export const readNomenclatures = defineQuery({
  name: 'registry.listNomenclatures',
  title: { fr: 'Lister les nomenclatures', en: 'List the nomenclatures' },
  path: '/nomenclatures',
  permission: { who: 'public' },
  input: z.object({}),
  output: nomenclatureList,
  async run({ sql }) {
    const tables = await listNomenclatures(sql);
    return {
      rows: tables.map(({ title_fr: titleFr, title_en: titleEn, ...table }) => ({ ...table, titleFr, titleEn })),
    };
  },
});
