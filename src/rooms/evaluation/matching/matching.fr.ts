/** What the screens say of matching in French. */
export const fr = {
  title: 'Apparier avant d’estimer',
  lead: 'Chaque unité traitée n’est alors comparée qu’à des unités jamais traitées qui lui ressemblaient avant. L’appariement ne lit aucun résultat postérieur au traitement.',
  method: 'Appariement',
  methods: {
    none: 'Aucun',
    nearest: 'Au plus proche',
    cem: 'Par classes (CEM)',
    subclass: 'Par sous-classes de score',
    exact: 'À valeurs égales',
  },
  methodHints: {
    none: 'Toutes les unités sont comparées, avec les covariables choisies plus haut.',
    nearest:
      'À chaque traitée, le ou les témoins de score de propension le plus voisin\u202f: le choix usuel quand les témoins sont nombreux.',
    cem: 'Les nombres sont découpés en classes, et l’on compare au sein des mêmes classes\u202f: sans modèle, pour peu de covariables.',
    subclass:
      'Six sous-classes de score de propension, où l’on pèse les témoins comme les traitées\u202f: garde presque tout le monde.',
    exact: 'Mêmes valeurs sur toutes les colonnes choisies\u202f: pour des textes et des codes, non pour des montants.',
  },
  columns: 'Sur quoi les unités se ressemblent',
  column: 'Colonne',
  likeness: 'Appariement',
  likenessOf: (column: string) => `Appariement sur ${column}`,
  likenesses: { no: 'non', alike: 'semblable', equal: 'égale dans chaque paire' },
  columnsHint:
    'Un résultat est pris à la période de l’appariement. «\u202fÉgale\u202f» ne vaut qu’au plus proche, pour une colonne qui n’est pas un résultat. Un résultat calculé se joint à la liste une fois demandé.',
  derived: (place: number) => `Calcul ${place}`,
  at: 'Période de l’appariement',
  atHint: 'Avant tout traitement, d’ordinaire la dernière\u202f; à défaut, la première du fichier.',
  periods: 'Périodes de résultat',
  periodsHint: 'En remontant depuis celle-ci\u202f: 2 ou 3 pour que les tendances se ressemblent aussi.',
  nearestOnly: 'Au plus proche seulement',
  ratio: 'Témoins par traitée',
  caliper: 'Écart de score admis',
  caliperHint: 'En écarts types\u202f; 0,2 est usuel. Vide\u202f: sans limite.',
  replace: 'Avec remise',
  replaceHint: 'Un même témoin peut servir plusieurs fois\u202f: plus ressemblant, moins précis.',
  errors:
    'Les erreurs types sont calculées par paire, par unité avec remise ou par classes, ou par la grappe choisie plus haut.',
  section: 'Traitées et témoins se ressemblent-ils\u202f?',
  notYet: 'L’équilibre se lit avant l’enregistrement\u202f: revoyez la méthode tant qu’il ne convient pas.',
  none: 'Aucun\u202f: les unités sont comparées telles quelles',
  said: {
    on: (method: string, columns: string, period: string) => `${method}, sur ${columns}, en ${period}`,
    outcome: (outcome: string, period: string) => `${outcome} de ${period}`,
    exact: (columns: string) => `valeurs égales de ${columns}`,
    ratio: (count: string) => `${count} par traitée`,
    ratioOne: 'un témoin par traitée',
    replace: 'avec remise',
    noReplace: 'sans remise',
    caliper: (width: string) => `scores écartés d’au plus ${width} écart type`,
    noCaliper: 'sans limite d’écart',
  },
  sizes: 'Effectifs',
  group: 'Groupe',
  treated: 'Traitées',
  controls: 'Jamais traitées',
  all: 'À apparier',
  matched: 'Appariées',
  effective: 'Équivalent de même poids',
  unmatched: 'Sans correspondant',
  effectiveNote:
    'Des témoins de poids inégaux valent moins que leur nombre\u202f: l’équivalent est le nombre d’unités de même poids qui donneraient la même précision.',
  support: (from: string, to: string) =>
    `Les scores des deux groupes se recouvrent de ${from} à ${to}\u202f: chaque traitée a des témoins de score comparable.`,
  outsideTitle: 'Hors du support commun',
  outside: (count: number, from: string, to: string) =>
    count === 1
      ? `Les scores se recouvrent de ${from} à ${to}\u202f: une traitée est au-dehors, où aucun témoin ne lui ressemble.`
      : `Les scores se recouvrent de ${from} à ${to}\u202f: ${count} traitées sont au-dehors, où aucun témoin ne leur ressemble.`,
  chart: {
    balanced: (limit: string) => `Après appariement, aucun écart ne dépasse ${limit} écart type`,
    unbalanced: (count: number, of: number, limit: string) =>
      `Après appariement, ${count} ${count === 1 ? 'écart' : 'écarts'} sur ${of} ${count === 1 ? 'dépasse' : 'dépassent'} encore ${limit} écart type`,
    unit: 'Écart de moyenne entre traitées et témoins, en écarts types des traitées, en valeur absolue',
    legend: (limit: string) =>
      `Carrés vides\u202f: avant appariement\u202f; disques\u202f: après. Trait pointillé\u202f: ${limit}.`,
    point: (name: string, before: string, after: string) => `${name}\u202f: ${before} avant, ${after} après`,
  },
  variable: 'Variable',
  score: 'Score de propension',
  level: (variable: string, level: string) => `${variable}\u202f: ${level}`,
  before: 'Écart avant',
  after: 'Écart après',
  meanTreated: 'Traitées appariées',
  meanControl: 'Témoins appariés',
  varianceRatio: 'Rapport des variances',
  table: (period: string) => `Moyennes et écarts en ${period}`,
  secret:
    'Secret statistique\u202f: moins de trois unités d’un groupe sont appariées, leurs moyennes ne sont pas montrées.',
};
