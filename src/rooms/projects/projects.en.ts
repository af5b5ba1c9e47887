import type { fr } from './projects.fr.ts';

export const en: typeof fr = {
  projects: 'Projects',
  navigation: (acronym) => `Project ${acronym}`,
  steps: {
    thread: 'Project thread',
    consortium: 'Consortium',
    labelling: 'Labelling',
    funding: 'Funding',
    delivery: 'Deliverables and changes',
    results: 'Results and market',
    readers: 'Readers',
  },
};
