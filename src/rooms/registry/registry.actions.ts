import type { Operation } from '#kit/action.ts';
import { CLUSTER_ACTS, NATIONAL_ACTS } from './cluster/cluster.acts.ts';
import { createCluster } from './cluster/create-cluster.action.ts';
import { amendMembership } from './membership/amend-membership.action.ts';
import { decideApplication } from './membership/decide-application.action.ts';
import { endMembership } from './membership/end-membership.action.ts';
import { recordFee } from './membership/record-fee.action.ts';
import { withdrawApplication } from './membership/withdraw-application.action.ts';
import { createOrganisation } from './organisation/create-organisation.action.ts';
import { ORGANISATION_ACTS } from './organisation/organisation.acts.ts';
import { updateProgramme } from './programme/update-programme.action.ts';

/** Everything that can be done in this room, imports apart. */
export const ACTIONS: readonly Operation[] = [
  createCluster,
  ...CLUSTER_ACTS,
  ...NATIONAL_ACTS,
  amendMembership,
  endMembership,
  recordFee,
  decideApplication,
  withdrawApplication,
  createOrganisation,
  ...ORGANISATION_ACTS,
  updateProgramme,
];
