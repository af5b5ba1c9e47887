import type { Room } from '#kit/room.ts';
import type { Route } from '#kit/web/route.ts';
import { contractLife, editionLife } from './contract.workflow.ts';
import {
  contractLink,
  contractTaskKinds,
  lifeMenu,
  lifeOperations,
  lifeRoutes,
  lifeSideEntries,
  supportDecisionLife,
} from './life/life.slice.ts';
import {
  negotiationJobs,
  negotiationMailChecks,
  negotiationOperations,
  negotiationRoutes,
} from './negotiation/negotiation.slice.ts';
import { proposalLife } from './negotiation/proposal.workflow.ts';
import { roadmapOperations, roadmapRoutes } from './roadmap/roadmap.slice.ts';
import { signatureChecks, signatureJobs, signatureOperations, signatureRoutes } from './signature/signature.slice.ts';
import { strategyOperations, strategyRoutes } from './strategy/strategy.slice.ts';
import { textOperations, textRoutes } from './text/text.slice.ts';

/** Addresses without a name to fill come first: `/contrats/priorites` is no contract. */
const inOrder = (routes: readonly Route[]): Route[] =>
  routes.toSorted((a, b) => Number(a.path.includes(':')) - Number(b.path.includes(':')));

/** Performance contracts: from the cluster's project to the last signature and the amendments (T5, T6, T15). */
export const contracts: Room = {
  name: 'contracts',
  title: { fr: 'Contrats de performance', en: 'Performance contracts' },
  enters: ['access', 'registry', 'indicators'],
  operations: [
    ...lifeOperations,
    ...strategyOperations,
    ...roadmapOperations,
    ...negotiationOperations,
    ...textOperations,
    ...signatureOperations,
  ],
  routes: inOrder([
    ...lifeRoutes,
    ...strategyRoutes,
    ...roadmapRoutes,
    ...negotiationRoutes,
    ...textRoutes,
    ...signatureRoutes,
  ]),
  menu: lifeMenu,
  sideEntries: lifeSideEntries,
  taskKinds: contractTaskKinds,
  clusterLinks: [contractLink],
  workflows: [contractLife, editionLife, supportDecisionLife, proposalLife],
  jobs: [...negotiationJobs, ...signatureJobs],
  stillNeeded: { ...negotiationMailChecks, ...signatureChecks },
  migrations: { room: 'contracts', dir: new URL('./migrations/', import.meta.url) },
};
