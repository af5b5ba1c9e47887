import type { Widen } from '#kit/say.ts';
import type { fr } from './contracts.fr.ts';

export const en: Widen<typeof fr> = {
  contract: (cluster) => `Performance contract of ${cluster}`,
  contracts: 'Contracts',
  navigation: (cluster) => `Contract of ${cluster}`,
  steps: {
    overview: 'Overview',
    strategy: 'Strategy',
    objectives: 'Objectives',
    financing: 'Financing',
    completeness: 'Completeness',
    negotiation: 'Negotiation',
    text: 'Text and versions',
    signature: 'Signatures',
    life: 'Life and amendments',
  },
};
