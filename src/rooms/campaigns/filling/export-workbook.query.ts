import * as z from 'zod';
import { defineQuery, notFound } from '#kit/action.ts';
import { handed, handedFile } from '#kit/handed-file.ts';
import { actingDay } from '#rooms/registry';
import { RETURN_READERS } from '../campaigns.roles.ts';
import { returnHead } from '../return.store.ts';
import { returnId, returnKey } from '../return.ts';
import { fillingRefusing } from './filling.refusals.ts';
import { readReturn } from './return-reading.ts';
import { workbookOf } from './workbook.ts';
import { returnPlace } from './write-return.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** The return as a workbook to fill in. */
export const exportWorkbook = defineQuery({
  name: 'campaigns.exportWorkbook',
  title: { fr: 'Télécharger le tableur d’une déclaration', en: 'Download the workbook of a return' },
  path: '/clusters/{cluster}/returns/{year}/workbook',
  permission: { who: RETURN_READERS, where: returnPlace },
  input: z.object(returnKey),
  output: handedFile,
  refusals: fillingRefusing('RETURN_NOT_OPENED'),
  async run(ctx, { cluster, year }) {
    const head = await returnHead(ctx.sql, cluster, year);
    if (!head) throw notFound();
    const { held } = head;
    if (!held) return ctx.refuse('RETURN_NOT_OPENED');
    const read = await readReturn(ctx.sql, { ...head, held }, await actingDay(ctx.sql, ctx.today));
    return handed(`declaration-${returnId(cluster, year)}.xlsx`, XLSX, await workbookOf(read));
  },
});
