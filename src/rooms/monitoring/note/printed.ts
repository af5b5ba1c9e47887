import { createHash } from 'node:crypto';
import type { DocumentLayout } from '#engines/documents/document.ts';
import { toDocx } from '#engines/documents/docx.ts';
import { toPdf } from '#engines/documents/pdf.ts';
import type { QueryContext } from '#kit/context.ts';
import { untilNextAct } from '#kit/remembered.ts';

/** A document as a file; the same one asked again before anything is done is not set twice. */
export function printed(
  { services }: Pick<QueryContext, 'services'>,
  layout: DocumentLayout,
  format: 'pdf' | 'docx',
): Promise<Uint8Array> {
  const key = `monitoring.printed ${format} ${createHash('sha256').update(JSON.stringify(layout)).digest('hex')}`;
  return untilNextAct(services.store, key, () => (format === 'pdf' ? toPdf(layout) : toDocx(layout)));
}
