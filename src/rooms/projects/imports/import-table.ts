import type { Call } from '#kit/context.ts';
import { perform } from '#kit/web/route.ts';
import { applyProjectImport } from './apply-project-import.action.ts';
import type { ImportCounts, ImportKind } from './imports.ts';
import { recordProjectFile } from './record-project-file.action.ts';

/** A table given as text, as somebody would give it as a file. */
export interface GivenTable {
  readonly kind: ImportKind;
  /** Name of the file: it becomes the evidence of what it brings. */
  readonly name: string;
  /** Headers and lines; see the columns of each kind. */
  readonly csv: string;
  /** Follows the projects whose line names no cluster. */
  readonly cluster?: string;
  /** References are unique within a source; that of the cluster, or of the programme, when left out. */
  readonly source?: string;
  /** The projects are those of the demonstration. */
  readonly synthetic?: boolean;
}

/** Records a table and applies it, through the acts of the room. Rejects with the sentence of the first wrong line; nothing is then written. */
export async function importProjectTable(
  call: Call,
  { kind, name, csv, cluster, source, synthetic = false }: GivenTable,
): Promise<{ projectImport: string; counts: ImportCounts }> {
  const file = { name, mediaType: 'text/csv', base64: Buffer.from(csv, 'utf8').toString('base64') };
  const { projectImport } = await perform(recordProjectFile, { file, kind, cluster, source, synthetic }, call);
  return perform(applyProjectImport, { projectImport }, call);
}
