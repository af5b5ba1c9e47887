import type { Decision, Vote } from './labelling.ts';

/** What the letter and the minutes say: in French, the language in which clusters and funders write to each other. */
export const words = {
  letter: {
    title: (acronym: string) => `Décision sur la labellisation du projet ${acronym}`,
    subtitle: (cluster: string) => `Pôle de compétitivité ${cluster}`,
    issuer: (cluster: string) => `Pôle ${cluster}`,
    reference: (number: string) => `Lettre ${number}`,
    decision: 'Décision',
    sentences: {
      labelled: (cluster: string, day: string) =>
        `Le ${day}, le pôle ${cluster} a décidé de labelliser le projet présenté ci-dessous.`,
      reservations: (cluster: string, day: string) =>
        `Le ${day}, le pôle ${cluster} a décidé de labelliser le projet présenté ci-dessous, avec les réserves qui suivent.`,
      refused: (cluster: string, day: string) =>
        `Le ${day}, le pôle ${cluster} a décidé de ne pas labelliser le projet présenté ci-dessous.`,
      'support-letter': (cluster: string, day: string) =>
        `Le ${day}, le pôle ${cluster} a décidé d’apporter son soutien au projet présenté ci-dessous. Cette lettre n’est pas un label.`,
    } satisfies Record<Decision, (cluster: string, day: string) => string>,
    project: 'Projet',
    acronym: 'Acronyme',
    projectTitle: 'Titre',
    window: 'Guichet',
    call: 'Appel',
    role: 'Rôle du pôle',
    lead: 'Pôle labellisateur chef de file',
    coLabel: 'Pôle co-labellisateur',
    how: 'Procédure',
    meeting: (day: string) => `Séance du comité de labellisation du ${day}`,
    written: 'Procédure écrite, à la suite du pôle chef de file',
    partners: 'Partenaires',
    leadPartner: (name: string) => `${name} (chef de file)`,
    reasons: 'Motifs',
    reservations: 'Réserves',
    early: 'Durée d’incubation',
    earlyLead: 'Le pôle a décidé avant la fin de l’incubation que ses règles prévoient (R64), pour le motif suivant.',
    better: 'Orientation',
    betterText: (cluster: string) =>
      `Le projet s’écarte de la stratégie du pôle. Le pôle ${cluster} paraît mieux placé pour l’accompagner.`,
    scope:
      'Ce label vaut pour cette seule soumission au guichet et à l’appel indiqués. Un projet présenté à un autre appel, ou remanié, demande une nouvelle labellisation.',
  },
  minutes: {
    title: 'Procès-verbal du comité de labellisation',
    subtitle: (cluster: string, day: string) => `Pôle ${cluster}, séance du ${day}`,
    reference: (id: string) => `Séance ${id}`,
    draft: 'Projet, séance non close',
    place: 'Lieu',
    day: 'Jour',
    quorum: 'Quorum',
    votesNeeded: (count: number) => (count > 1 ? `${count} votes` : `${count} vote`),
    present: 'Présents',
    nobody: 'Aucun présent n’est noté.',
    agenda: 'Ordre du jour',
    empty: 'L’ordre du jour ne porte aucun dossier.',
    call: 'Appel',
    role: 'Rôle du pôle',
    reviews: 'Relectures',
    scored: (count: number, mean: string, spread: string | null) =>
      `${count}, note moyenne ${mean} sur 100${spread === null ? '' : `, écart ${spread} points`}`,
    noReview: 'Aucune',
    votes: (label: string) => `Votes sur ${label}`,
    expert: 'Expert',
    vote: 'Vote',
    votesOf: {
      for: 'Pour',
      against: 'Contre',
      abstains: 'S’abstient',
      left: 'A quitté la salle',
    } satisfies Record<Vote, string>,
    tally: 'Résultat',
    result: (inFavour: number, against: number, abstains: number, left: number) =>
      `${inFavour} pour, ${against} contre, ${abstains} abstention${abstains > 1 ? 's' : ''}, ${left} hors de la salle`,
    decision: 'Décision',
    decisions: {
      labelled: 'Labellisé',
      reservations: 'Labellisé avec réserves',
      refused: 'Refusé',
      'support-letter': 'Lettre de soutien',
    } satisfies Record<Decision, string>,
    postponed: 'Aucune\u202f: le dossier attend une autre séance',
    reasons: 'Motifs',
    reservations: 'Réserves',
    early: 'Décision avant la fin de l’incubation',
    better: 'Orientation',
    letter: 'Lettre',
    notes: 'Autres points',
  },
  synthetic: 'Données inventées pour la démonstration.',
} as const;
