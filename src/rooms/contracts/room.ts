import type { Room } from '#kit/room.ts';
import { contractLife, editionLife } from './contract.workflow.ts';
import { lifeOperations, lifeRoutes } from './life/life.slice.ts';
import { negotiationOperations, negotiationRoutes } from './negotiation/negotiation.slice.ts';
import { roadmapOperations, roadmapRoutes } from './roadmap/roadmap.slice.ts';
import { signatureOperations, signatureRoutes } from './signature/signature.slice.ts';
import { strategyOperations, strategyRoutes } from './strategy/strategy.slice.ts';
import { textOperations, textRoutes } from './text/text.slice.ts';

/** Performance contracts: from the cluster's project to the last signature and the amendments (T5, T6, T15). */
export const contracts: Room = {
  name: 'contracts',
  title: { fr: 'Contrats de performance', en: 'Performance contracts' },
  enters: ['registry'],
  operations: [
    ...lifeOperations,
    ...strategyOperations,
    ...roadmapOperations,
    ...negotiationOperations,
    ...textOperations,
    ...signatureOperations,
  ],
  routes: [...lifeRoutes, ...strategyRoutes, ...roadmapRoutes, ...negotiationRoutes, ...textRoutes, ...signatureRoutes],
  workflows: [contractLife, editionLife],
  migrations: { room: 'contracts', dir: new URL('./migrations/', import.meta.url) },
};
