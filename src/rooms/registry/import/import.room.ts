import type { Operation } from '#kit/action.ts';
import type { AnyWorkflow } from '#kit/workflow.ts';
import { abandonImport, applyImport } from './apply-import.action.ts';
import {
  exportImportErrors,
  getImport,
  getImportProgress,
  importTemplate,
  listMembersImports,
  listNationalImports,
} from './import.query.ts';
import { importWorkflow } from './import.workflow.ts';
import { checkImport, matchImport } from './match-import.action.ts';
import { recordUpload } from './record-upload.action.ts';
import { startMembersImport, startOrganisationsImport, startSireneImport } from './start-import.action.ts';

export { importJobs } from './import.runner.ts';

/** What imports bring to the room. */
export const importOperations: readonly Operation[] = [
  startMembersImport,
  startOrganisationsImport,
  startSireneImport,
  recordUpload,
  matchImport,
  checkImport,
  applyImport,
  abandonImport,
  getImport,
  getImportProgress,
  listMembersImports,
  listNationalImports,
  exportImportErrors,
  importTemplate,
];

export const importWorkflows: readonly AnyWorkflow[] = [importWorkflow];
