import { ofName } from './text/document-words.ts';

/** What the screens of the contracts share. Each slice keeps its own sentences in its folder. */
export const fr = {
  contract: (cluster: string) => `Contrat de performance ${ofName(cluster)}`,
  contracts: 'Contrats',
  navigation: (cluster: string) => `Contrat ${ofName(cluster)}`,
  steps: {
    overview: 'Vue d’ensemble',
    strategy: 'Stratégie',
    objectives: 'Objectifs',
    financing: 'Financement',
    completeness: 'Complétude',
    negotiation: 'Négociation',
    text: 'Texte et versions',
    signature: 'Signatures',
    life: 'Vie et avenants',
  },
};
