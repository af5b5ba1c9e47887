import * as z from 'zod';
import { defineQuery, notFound } from '#kit/action.ts';
import { attachedFile } from '#kit/attached-file.ts';
import type { QueryContext } from '#kit/context.ts';
import { say } from '#kit/say.ts';
import { blockLines } from '#rooms/contracts';
import { actingDay } from '#rooms/registry';
import { RETURN_WRITERS } from '../campaigns.roles.ts';
import { returnHead } from '../return.store.ts';
import { cellKey, returnKey } from '../return.ts';
import { returnLife } from '../return.workflow.ts';
import { figuresPreview, previewOf } from './figures-preview.ts';
import { fillingRefusing } from './filling.refusals.ts';
import { pastedFigures } from './pasted-figures.rules.ts';
import { type ReadReturn, readReturn } from './return-reading.ts';
import { readWorkbook } from './workbook-reading.ts';
import { collects, isWritten, returnPlace, WRITING_REFUSALS } from './write-return.ts';

/** Lines of one pasted block. */
const MOST_LINES = 500;

/** What a block copied from a spreadsheet would change, line by line, without changing anything. */
export const previewFigures = defineQuery({
  name: 'campaigns.previewFigures',
  title: { fr: 'Prévisualiser des chiffres collés', en: 'Preview pasted figures' },
  method: 'POST',
  path: '/clusters/{cluster}/returns/{year}/preview',
  permission: { who: RETURN_WRITERS, where: returnPlace },
  input: z.object({
    ...returnKey,
    /** Cells between tabs, a line each. */
    block: z.string().max(200_000),
    /** Where values without a name begin. */
    from: cellKey.optional(),
  }),
  output: figuresPreview,
  refusals: fillingRefusing(...WRITING_REFUSALS, 'PASTE_EMPTY', 'PASTE_TOO_LARGE'),
  async run(ctx, { cluster, year, block, from = null }) {
    const lines = blockLines(block).length;
    if (lines === 0) ctx.refuse('PASTE_EMPTY', { field: 'block' });
    if (lines > MOST_LINES) ctx.refuse('PASTE_TOO_LARGE', { field: 'block', with: { most: MOST_LINES } });
    const read = await readToWrite(ctx, cluster, year);
    const revision = (key: string) => read.cells.get(key)?.revision ?? 0;
    return previewOf(read, pastedFigures(block, read.asked.figures, revision, { year, from }), 'pasted');
  },
});

/** What the workbook of the return would change once filled in, without changing anything. */
export const previewWorkbook = defineQuery({
  name: 'campaigns.previewWorkbook',
  title: { fr: 'Prévisualiser le tableur rempli d’une déclaration', en: 'Preview the filled-in workbook of a return' },
  method: 'POST',
  path: '/clusters/{cluster}/returns/{year}/workbook/preview',
  permission: { who: RETURN_WRITERS, where: returnPlace },
  input: z.object({ ...returnKey, file: attachedFile }),
  output: figuresPreview,
  refusals: fillingRefusing(
    ...WRITING_REFUSALS,
    'FILE_UNREADABLE',
    'FILE_WITHOUT_KEYS',
    'FILE_WITHOUT_COLUMN',
    'FILE_OF_ANOTHER',
  ),
  async run(ctx, { cluster, year, file }) {
    const read = await readToWrite(ctx, cluster, year);
    const found = await readWorkbook(Buffer.from(file.base64, 'base64'), read);
    if (!found.ok) return ctx.refuse(found.code, { field: 'file', with: found.with ?? {} });
    return previewOf(read, found.given, 'file');
  },
});

async function readToWrite(
  ctx: QueryContext<(typeof WRITING_REFUSALS)[number]>,
  cluster: string,
  year: number,
): Promise<ReadReturn> {
  const head = await returnHead(ctx.sql, cluster, year);
  if (!head) throw notFound();
  const { held } = head;
  const on = await actingDay(ctx.sql, ctx.today);
  if (!held) return ctx.refuse('RETURN_NOT_OPENED');
  if (!isWritten(held)) ctx.refuse('RETURN_CLOSED', { with: { state: say(returnLife.states[held.state]) } });
  if (!collects(head, on)) ctx.refuse('CAMPAIGN_CLOSED', { with: { year } });
  return readReturn(ctx.sql, { ...head, held }, on);
}
