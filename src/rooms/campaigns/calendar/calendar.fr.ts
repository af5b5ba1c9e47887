import { formatNumber, plural } from '#kit/say.ts';

export const fr = {
  title: (year: number) => `Calendrier ${year}`,
  lead: 'Qui doit quoi, et pour quand\u202f: les obligations viennent des contrats, y compris celles que personne n’a commencées.',
  campaigns: 'Campagnes',
  campaign: (year: number) => `Campagne ${year}`,
  states: {
    'not-started': 'Pas commencée',
    draft: 'En cours de saisie',
    returned: 'Renvoyée au pôle',
    submitted: 'Déposée, chez l’État',
    'state-accepted': 'Acceptée par l’État, chez la région',
    validated: 'Validée',
    'closed-without-return': 'Close sans déclaration',
  },
  waits: { cluster: 'le pôle', state: 'l’État', region: 'la région', nobody: 'personne' },
  caption: (count: number) => plural(count, { one: '# déclaration due', other: '# déclarations dues' }),
  late: (count: number) => plural(count, { one: '# en retard', other: '# en retard' }),
  notStarted: (count: number) => plural(count, { one: '# pas commencée', other: '# pas commencées' }),
  cluster: 'Pôle',
  year: 'Année',
  asked: 'Demandé',
  askedWords: (indicators: number, questions: number) =>
    [
      ...(indicators > 0
        ? [plural(indicators, { one: '# indicateur du contrat', other: '# indicateurs du contrat' })]
        : []),
      ...(questions > 0 ? [plural(questions, { one: '# question', other: '# questions' })] : []),
    ].join(', '),
  filled: (filled: number) => `${formatNumber(filled)} renseignés`,
  state: 'État',
  due: 'Échéance',
  who: 'Attendu de',
  submitted: 'Déposée le',
  days: 'Jours restants',
  none: 'Aucune obligation dans votre périmètre pour cette année.',
  returns: 'Déclarations',
  ofCluster: (name: string) => `Déclarations de ${name}`,
  ofClusterLead: 'Une par an, sur les indicateurs du contrat (R29).',
  ofClusterEmpty: {
    title: 'Aucune campagne pour l’instant',
    what: 'Une déclaration par an, préremplie à partir des faits déjà dans Grappe.',
    why: 'L’administrateur du programme n’a encore préparé aucune campagne.',
  },
  announced: (years: string) =>
    `À venir d’après le contrat\u202f: ${years}. La campagne s’ouvre au début de l’année suivante.`,
  open: 'Ouvrir',
};
