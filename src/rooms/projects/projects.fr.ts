/** What the screens of projects share. Each slice keeps its own sentences in its folder. */
export const fr = {
  projects: 'Projets',
  navigation: (acronym: string) => `Projet ${acronym}`,
  steps: {
    thread: 'Fil du projet',
    consortium: 'Consortium',
    labelling: 'Labellisation',
    funding: 'Financement',
    delivery: 'Livrables et changements',
    results: 'Résultats et marché',
    readers: 'Lecteurs',
  },
};
