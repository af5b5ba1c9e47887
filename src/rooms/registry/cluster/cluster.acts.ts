import type { Operation } from '#kit/action.ts';
import { applyForMembership } from '../membership/apply-for-membership.action.ts';
import { joinCluster } from '../membership/join-cluster.action.ts';
import { amendCluster } from './amend-cluster.action.ts';
import { appointRepresentative } from './appoint-representative.action.ts';
import { decideLabel } from './decide-label.action.ts';
import { designateStrategic } from './designate-strategic.action.ts';
import { endDesignation } from './end-designation.action.ts';
import { recordRating } from './record-rating.action.ts';
import { recordSuccession } from './record-succession.action.ts';
import { setCategory } from './set-category.action.ts';
import { setGovernanceBody } from './set-governance-body.action.ts';
import { setRegions } from './set-regions.action.ts';

/** What can be done on a cluster by those whose functions reach it. */
export const CLUSTER_ACTS: readonly Operation[] = [
  amendCluster,
  setGovernanceBody,
  appointRepresentative,
  joinCluster,
  applyForMembership,
];

/** What is decided for the whole programme, one cluster at a time. */
export const NATIONAL_ACTS: readonly Operation[] = [
  decideLabel,
  setRegions,
  setCategory,
  recordRating,
  designateStrategic,
  endDesignation,
  recordSuccession,
];
