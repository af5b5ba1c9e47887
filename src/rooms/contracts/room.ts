import type { Room } from '#kit/room.ts';
import { contractLife, editionLife } from './contract.workflow.ts';
import { contractLink, contractTaskKinds, lifeOperations, supportDecisionLife } from './life/life.slice.ts';
import { negotiationJobs, negotiationMailChecks, negotiationOperations } from './negotiation/negotiation.slice.ts';
import { proposalLife } from './negotiation/proposal.workflow.ts';
import { roadmapOperations } from './roadmap/roadmap.slice.ts';
import { signatureChecks, signatureJobs, signatureOperations } from './signature/signature.slice.ts';
import { strategyOperations } from './strategy/strategy.slice.ts';
import { textOperations } from './text/text.slice.ts';

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
  web: () => import('./contracts.web.ts'),
  taskKinds: contractTaskKinds,
  clusterLinks: [contractLink],
  workflows: [contractLife, editionLife, supportDecisionLife, proposalLife],
  jobs: [...negotiationJobs, ...signatureJobs],
  stillNeeded: { ...negotiationMailChecks, ...signatureChecks },
  migrations: { room: 'contracts', dir: new URL('./migrations/', import.meta.url) },
};
