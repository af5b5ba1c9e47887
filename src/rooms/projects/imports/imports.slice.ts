import type { Operation } from '#kit/action.ts';
import { abandonProjectImport, applyProjectImport } from './apply-project-import.action.ts';
import { getProjectImport, listProjectImports } from './project-import.query.ts';
import { recordProjectFile } from './record-project-file.action.ts';

/** What this slice adds to the room. */
export const importOperations: readonly Operation[] = [
  recordProjectFile,
  applyProjectImport,
  abandonProjectImport,
  getProjectImport,
  listProjectImports,
];
