import type { Operation } from '#kit/action.ts';
import { addPartner } from './add-partner.action.ts';
import { abandonProject, advanceProject } from './advance-project.action.ts';
import { amendPartner } from './amend-partner.action.ts';
import { amendProject } from './amend-project.action.ts';
import { changeLead, withdrawPartner } from './change-consortium.actions.ts';
import { getConsortium } from './consortium.query.ts';
import { createProject } from './create-project.action.ts';
import { recordKnowHow } from './know-how.actions.ts';
import { getProject } from './project.query.ts';
import { getReaders } from './readers.query.ts';
import { setReaders } from './set-readers.action.ts';

/** What this slice adds to the room. */
export const projectOperations: readonly Operation[] = [
  createProject,
  amendProject,
  addPartner,
  amendPartner,
  withdrawPartner,
  changeLead,
  setReaders,
  recordKnowHow,
  advanceProject,
  abandonProject,
  getProject,
  getConsortium,
  getReaders,
];
