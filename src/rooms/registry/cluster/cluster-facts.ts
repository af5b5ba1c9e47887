import type { Certainty, SuccessionNature } from '../vocabulary.ts';

/**
 * What is known of the clusters beside the two files of `reference/`: which names of the list of 2013 the press gives, the decisions of
 * 2010, successions, and the bodies whose number is known. Each fact names where it was read; what was not read is `background`.
 */

export const SEED_SOURCE = 'Communication en conseil des ministres, 9 janvier 2013';
export const LIST_SOURCE =
  'Liste des 71 pôles reconstituée (presse de juillet 2012, recoupée par 20 + 35 + 16 = 71 et 7 + 11 + 53 = 71)';
const TOP_20 = 'polescompet.canalblog.com, 4 août 2012';
const LAST_16 = 'banquedesterritoires.fr et maire-info.com, 31 juillet 2012';
const DECISIONS_OF_2010 = 'banquedesterritoires.fr et environnement-magazine.fr, mai et juin 2010';
const SUCCESSORS_IN_PRESS = 'region-aura.latribune.fr, 6 février 2019';
const PHASE_V_IN_PRESS = 'vipress.net et massiliamundi.com, mars 2023';

/** Of the 35 clusters rated « performant » by difference with the national list, those that a source names. */
const CONFIRMED_BY_NAME: Readonly<Record<string, string>> = {
  advancity: TOP_20,
  'alsace-biovalley': TOP_20,
  aquimer: TOP_20,
  astech: TOP_20,
  'pole-nucleaire-bourgogne': TOP_20,
  'alsace-energivie': LAST_16,
  dream: LAST_16,
  'cereales-vallee': 'processalimentaire.com, 2012',
  nsl: 'processalimentaire.com, 2012',
  terralia: 'processalimentaire.com, 2012',
  valorial: 'processalimentaire.com, 2012',
  vegepolys: 'processalimentaire.com, 2012',
};

interface Sourced {
  readonly certainty: Certainty;
  readonly source: string;
}

/** Where the rating of 2012 was read: by name for the 20 and the 16, by difference for most of the others. */
export function ratingSource(slug: string, rating: string): Sourced {
  if (rating === 'tres-performant') return { certainty: 'press', source: TOP_20 };
  if (rating === 'moins-performant') return { certainty: 'press', source: LAST_16 };
  const named = CONFIRMED_BY_NAME[slug];
  return named
    ? { certainty: 'press', source: named }
    : { certainty: 'background', source: 'Par différence entre la liste nationale et les pôles nommés par la presse' };
}

/** The clusters whose geographic category a source gives by name. */
const CATEGORIES_IN_PRESS: Readonly<Record<string, string>> = {
  'finance-innovation': 'fr-academic.com, Pôles de compétitivité en Île-de-France',
  systematic: 'fr-academic.com, Pôles de compétitivité en Île-de-France',
  medicen: 'fr-academic.com, Pôles de compétitivité en Île-de-France',
  'cap-digital': 'fr-academic.com, Pôles de compétitivité en Île-de-France',
  moveo: 'fr-academic.com, Pôles de compétitivité en Île-de-France',
  advancity: 'fr-academic.com, Pôles de compétitivité en Île-de-France',
  vegepolys: 'reussir.fr, Fruits et légumes',
  eau: DECISIONS_OF_2010,
  axelera: 'lemoci.com, le club des pôles mondiaux',
  'images-et-reseaux': 'lemoci.com, le club des pôles mondiaux',
};

export function categorySource(slug: string): Sourced {
  const source = CATEGORIES_IN_PRESS[slug];
  return source
    ? { certainty: 'press', source }
    : { certainty: 'background', source: 'Classement de connaissance générale, contrôlé par 7 + 11 + 53 = 71' };
}

/** The interministerial committee of 11 May 2010 withdrew six labels and granted six. */
export const GRANTED_IN_2010 = ['eau', 'hydreos', 'dream', 'team2', 'alsace-energivie', 'avenia'];
export const DECISION_OF_2010 = {
  decidedOn: '2010-05-11',
  authority: 'CIADT',
  reference: 'Décision du 11 mai 2010',
  certainty: 'press' as const,
  source: DECISIONS_OF_2010,
};

/** Phase III: whoever holds the label at its opening holds it for its six years; when it was first granted is not known cluster by cluster. */
export const PHASE_III = {
  decidedOn: '2013-01-09',
  validFrom: '2013-01-01',
  validTo: '2018-12-31',
  authority: 'Gouvernement',
  reference: 'Ouverture de la troisième phase',
  source: (named: boolean) =>
    `${named ? 'Pôle nommé par la presse en juillet 2012' : LIST_SOURCE}\u202f; durée de la phase\u202f: ${SEED_SOURCE}. La date de la première labellisation n’est pas établie pôle par pôle.`,
};

/** Numbers given by the decrees that fix research and development zones. */
export const OFFICIAL_NUMBERS: Readonly<Record<string, string>> = {
  minalogic: '20057063',
  microtechniques: '20058022',
};

const SECTOR_UNKNOWN = 'Secteur non renseigné';

/** Clusters that are not among the 71: those that lost their label in 2010, and those that came out of the 71. */
export const OTHER_CLUSTERS: readonly {
  readonly slug: string;
  readonly name: string;
  readonly sector: string;
  readonly withdrawnIn2010?: true;
  readonly history: string;
  readonly source: string;
}[] = [
  ...(
    [
      ['sporaltec', 'Sporaltec'],
      ['mta', 'MTA'],
      ['pole-enfant', 'Pôle enfant'],
      ['innoviandes', 'InnoViandes'],
      ['prod-innov', 'Prod’Innov'],
      ['genie-civil-ecoconstruction', 'Génie civil écoconstruction'],
    ] as const
  ).map(([slug, name]) => ({
    slug,
    name,
    sector: SECTOR_UNKNOWN,
    withdrawnIn2010: true as const,
    history: 'Label retiré le 11 mai 2010.',
    source: DECISIONS_OF_2010,
  })),
  {
    slug: 'safe-cluster',
    name: 'SAFE Cluster',
    sector: 'Aéronautique et espace, sécurité',
    history: 'Né en 2015 de Pégase et de Risques.',
    source: 'journal-aviation.com, 2019',
  },
  {
    slug: 'cimes',
    name: 'CIMES',
    sector: 'Mécanique',
    history: 'Né en 2019 de ViaMéca et d’Arve Industries, devenu Mont-Blanc Industries.',
    source: SUCCESSORS_IN_PRESS,
  },
  {
    slug: 'vegepolys-valley',
    name: 'Végépolys Valley',
    sector: 'Agriculture et agroalimentaire',
    history: 'Né en 2019 de Végépolys et de Céréales Vallée.',
    source: SUCCESSORS_IN_PRESS,
  },
  {
    slug: 'innov-alliance',
    name: 'Innov’Alliance',
    sector: 'Agriculture et agroalimentaire',
    history: 'Né de Terralia et de PASS.',
    source: 'webtimemedias.com, 24 octobre 2018 ; massiliamundi.com, mars 2023',
  },
  {
    slug: 'polymeris',
    name: 'Polymeris',
    sector: 'Matériaux',
    history: 'Né de Plastipolis et d’Elastopôle.',
    source: 'brefeco.com et auvergnerhonealpes.fr, mars 2023',
  },
  {
    slug: 'alpha-rlh',
    name: 'ALPHA-RLH',
    sector: 'Optique, photonique et hyperfréquences',
    history: 'Né d’Alpha – Route des Lasers et d’Elopsys.',
    source: PHASE_V_IN_PRESS,
  },
  {
    slug: 'euramaterials',
    name: 'Euramaterials',
    sector: 'Matériaux et textile',
    history: 'Né de Matikem et d’Up-tex.',
    source: 'Connaissance générale, à vérifier',
  },
  {
    slug: 'fibres-energivie',
    name: 'Fibres-Energivie',
    sector: 'Matériaux et bâtiment à énergie positive',
    history: 'Né de Fibres et d’Alsace Energivie ; label d’un an sous conditions en 2019.',
    source: 'usinenouvelle.com, février 2019',
  },
];

/** Who came after whom (R09). A year that no source gives stays unknown. */
export const SUCCESSIONS: readonly {
  readonly from: string;
  readonly to: string;
  readonly year: number | null;
  readonly nature: SuccessionNature;
  readonly certainty: Certainty;
  readonly source: string;
}[] = [
  ...both(['pegase', 'risques'], 'safe-cluster', 2015, 'press', 'journal-aviation.com, 2019'),
  ...both(['viameca', 'arve-industries'], 'cimes', 2019, 'press', SUCCESSORS_IN_PRESS),
  ...both(['vegepolys', 'cereales-vallee'], 'vegepolys-valley', 2019, 'press', SUCCESSORS_IN_PRESS),
  ...both(['terralia', 'pass'], 'innov-alliance', null, 'press', 'massiliamundi.com, mars 2023'),
  ...both(['plastipolis', 'elastopole'], 'polymeris', null, 'press', 'auvergnerhonealpes.fr, 30 mars 2023'),
  ...both(['alpha-route-des-lasers', 'elopsys'], 'alpha-rlh', null, 'press', PHASE_V_IN_PRESS),
  ...both(['matikem', 'up-tex'], 'euramaterials', null, 'background', 'Connaissance générale, à vérifier'),
  ...both(['fibres', 'alsace-energivie'], 'fibres-energivie', 2015, 'background', 'Connaissance générale, à vérifier'),
  {
    from: 'imaginove',
    to: 'minalogic',
    year: 2018,
    nature: 'partial-takeover',
    certainty: 'press',
    source: SUCCESSORS_IN_PRESS,
  },
  {
    from: 'picom',
    to: 'cap-digital',
    year: null,
    nature: 'absorption',
    certainty: 'background',
    source: 'Remarque d’une liste publique de sites, à vérifier',
  },
  { from: 'mta', to: 'moveo', year: 2010, nature: 'absorption', certainty: 'press', source: DECISIONS_OF_2010 },
  {
    from: 'prod-innov',
    to: 'agrimip',
    year: 2012,
    nature: 'partial-takeover',
    certainty: 'press',
    source: 'Presse régionale : reprise d’une centaine d’adhérents',
  },
];

function both(
  from: readonly string[],
  to: string,
  year: number | null,
  certainty: Certainty,
  source: string,
): { from: string; to: string; year: number | null; nature: 'merger'; certainty: Certainty; source: string }[] {
  return from.map((one) => ({ from: one, to, year, nature: 'merger', certainty, source }));
}

/** The four associations whose number stands in a public performance contract. */
export const GOVERNANCE_BODIES: Readonly<Record<string, { readonly name: string; readonly source: string }>> = {
  imaginove: { name: 'Imaginove (association)', source: 'Contrat de performance 2013-2018 d’Imaginove' },
  moveo: { name: 'Mov’eo (association)', source: 'Contrat de performance 2009-2012 de Mov’eo' },
  xylofutur: { name: 'Xylofutur (association)', source: 'Contrat de performance de Xylofutur' },
  optitec: { name: 'POPsud (association)', source: 'Contrat de performance d’Optitec' },
};
