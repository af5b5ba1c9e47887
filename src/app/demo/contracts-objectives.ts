import {
  ACTIVITY,
  adding,
  BOARD,
  counted,
  type InventedObjective,
  type ObjectiveMaker,
  PORTFOLIO,
  RETURNS,
  ratioOf,
  rising,
  seldom,
  share,
  TEAM,
  whole,
  YEARS,
} from './contracts-indicators.ts';

/** Every objective that an invented contract may hold, in the order in which contracts take them. */
export const OBJECTIVES: readonly ((make: ObjectiveMaker) => InventedObjective)[] = [
  (make) => {
    const { field, size } = make;
    return {
      title: `Conduire les résultats des projets jusqu’aux ${field.buyers}`,
      dimension: 'market',
      scope: 'collective',
      bearers: [],
      rationale:
        'Le pôle a su faire naître des projets ; trop peu de leurs résultats sont vendus trois ans après la fin des travaux. Chaque projet labellisé a désormais un plan de mise sur le marché, suivi jusqu’à la première vente.',
      indicators: [
        {
          code: 'RES-05',
          baseline: counted(0, 'Compte ouvert avec la phase III'),
          targets: seldom(make, 0.4 * size),
          verification: RETURNS,
          responsible: TEAM,
        },
        {
          code: null,
          title: 'Chiffre d’affaires des produits issus des projets',
          unit: '€',
          direction: 'up',
          measure: 'amount',
          cumulation: 'per-year',
          baseline: counted(whole(14 * size) * 10_000_000, 'Enquête auprès des membres, 2012'),
          targets: Object.fromEntries(
            Object.entries(rising(make, whole(14 * size), 2.4)).map(([year, value]) => [year, value * 10_000_000]),
          ),
          verification: RETURNS,
          responsible: TEAM,
        },
      ],
    };
  },
  (make) => {
    const { size, luck } = make;
    const labelled = Math.max(1, whole(1.2 * size + luck.next() * 0.8));
    // A share of the few projects of one year would jump: its baseline is that of three.
    const ofThreeYears = 3 * labelled;
    const led = whole(ofThreeYears * 0.34);
    return {
      title: 'Porter en priorité les projets proches du marché et conduits par des PME',
      dimension: 'innovation',
      scope: 'collective',
      bearers: [],
      rationale:
        'Le nombre de projets n’est plus le but : le comité de labellisation retient ceux dont le marché est nommé et dont une PME tient le premier rôle.',
      indicators: [
        {
          code: 'PRJ-01',
          baseline: counted(labelled, PORTFOLIO),
          targets: rising(make, labelled, 1.25, 0),
          verification: 'Décisions du comité de labellisation',
          responsible: 'Responsable des projets',
        },
        {
          code: 'PRJ-05',
          baseline: ratioOf(led, ofThreeYears, 'Portefeuille de projets, 2010-2012'),
          targets: share(make, (100 * led) / ofThreeYears, 48 + luck.whole(0, 9)),
          verification: 'Décisions du comité de labellisation',
          responsible: 'Responsable des projets',
        },
      ],
    };
  },
  (make) => {
    const { size, luck } = make;
    const helped = whole(18 * size + luck.whole(0, 6));
    return {
      title: 'Faire grandir les PME du pôle',
      dimension: 'sme-growth',
      scope: 'collective',
      bearers: [],
      rationale:
        'Un parcours d’accompagnement en quatre volets (financement, international, compétences, conseil) est proposé à chaque PME dont un projet s’achève.',
      indicators: [
        {
          code: 'SAT-02',
          baseline: counted(helped, ACTIVITY),
          targets: rising(make, helped, 2.1),
          verification: 'Dossiers d’accompagnement',
          responsible: 'Responsable des PME',
        },
        {
          code: 'FIN-01',
          baseline: counted(whole(3 * size), 'Liste des PME labellisées, 2012'),
          targets: adding(make, 3 + 2 * size, whole(3 * size)),
          verification: 'Décisions de labellisation',
          responsible: 'Responsable des PME',
        },
      ],
    };
  },
  (make) => {
    const { size, field } = make;
    const [title, unit, source] = make.luck.pick(field.own);
    const [first = 'Une entreprise du pôle'] = make.firms;
    return {
      title: `Industrialiser ${make.luck.pick(field.products)}`,
      dimension: 'market',
      scope: 'individual',
      bearers: [first],
      rationale: `${first} conduit l’industrialisation après un projet labellisé en 2011 ; le pôle suit l’avancement et met l’entreprise en relation avec ses premiers clients.`,
      indicators: [
        {
          code: null,
          title,
          unit,
          direction: 'up',
          measure: 'count',
          cumulation: 'cumulated',
          baseline: counted(whole(size), source),
          targets: adding(make, 2 + 2 * size, whole(size)),
          verification: source,
          responsible: first,
        },
        {
          code: null,
          title: 'Ligne de production en service',
          unit: 'oui ou non',
          direction: 'up',
          measure: 'yes-no',
          cumulation: 'latest',
          baseline: counted(0, 'Constat du pôle, 2012'),
          targets: { 2013: 0, 2014: 0, 2015: 1, 2016: 1, 2017: 1, 2018: 1 },
          verification: 'Visite du site par le pôle',
          responsible: first,
        },
      ],
    };
  },
  (make) => {
    const { size, luck } = make;
    const members = whole(90 * size);
    const abroad = whole(members * (0.14 + luck.next() * 0.08));
    return {
      title: 'Ouvrir deux marchés étrangers prioritaires',
      dimension: 'international',
      scope: 'collective',
      bearers: [],
      rationale:
        'Deux pays par an plutôt que dix : une présence commune sur un salon, un partenaire sur place, et un suivi des contacts pendant dix-huit mois.',
      indicators: [
        {
          code: 'EXP-03',
          baseline: ratioOf(abroad, members, 'Enquête auprès des membres, 2012'),
          targets: share(make, (100 * abroad) / members, 26 + luck.whole(0, 12)),
          verification: RETURNS,
          responsible: 'Responsable international',
        },
        {
          code: 'EXP-04',
          baseline: counted(whole(1 + size), ACTIVITY),
          targets: adding(make, 0.8 + size * (0.6 + luck.next()), whole(1 + size)),
          verification: 'Accords signés',
          responsible: 'Responsable international',
        },
      ],
    };
  },
  (make) => ({
    title: 'Équilibrer le financement de l’animation',
    dimension: 'governance',
    scope: 'collective',
    bearers: [],
    rationale:
      'Cotisations, services rendus et contributions de projets prennent le relais d’une part des financements publics, sans écarter les petites entreprises.',
    indicators: [
      {
        code: 'GOU-01',
        baseline: ratioOf(
          Math.round((make.publicShare['2012']! * make.before) / 100),
          make.before,
          'Comptes de l’association, 2012 (en milliers d’euros)',
        ),
        targets: Object.fromEntries(YEARS.map((year) => [String(year), make.publicShare[year]!])),
        verification: 'Comptes certifiés de l’association',
        responsible: 'Trésorerie de l’association',
      },
    ],
  }),
  (make) => {
    const { size, field } = make;
    const met = whole(3 * size);
    return {
      title: `Relier PME, ETI et ${field.buyers}`,
      dimension: 'business-links',
      scope: 'collective',
      bearers: [],
      rationale:
        'Les donneurs d’ordre présentent leurs besoins deux fois par an ; chaque rencontre est suivie jusqu’à la commande, ou jusqu’à la raison pour laquelle il n’y en a pas.',
      indicators: [
        {
          code: null,
          title: 'Rencontres d’affaires suivies d’une commande',
          unit: 'rencontres',
          direction: 'up',
          measure: 'count',
          cumulation: 'per-year',
          baseline: counted(met, ACTIVITY),
          targets: rising(make, met, 3),
          verification: 'Suivi des rencontres, à douze mois',
          responsible: 'Responsable des relations d’affaires',
        },
        {
          code: null,
          title: 'Engagement des donneurs d’ordre',
          unit: 'niveau',
          direction: 'up',
          measure: 'scale',
          cumulation: 'latest',
          levels: ['Présents', 'Présentent leurs besoins', 'Essaient une solution', 'Achètent chaque année'],
          baseline: counted(1, BOARD),
          targets: { 2013: 2, 2014: 2, 2015: 3, 2016: 3, 2017: 3, 2018: 4 },
          verification: BOARD,
          responsible: 'Présidence de l’association',
        },
      ],
    };
  },
  (make) => {
    const { size, luck } = make;
    const received = whole(6 * size + luck.whole(0, 3));
    const raised = whole(3 * size + luck.whole(1, 4));
    return {
      title: 'Ouvrir l’accès aux fonds propres',
      dimension: 'finance',
      scope: 'collective',
      bearers: [],
      rationale:
        'Les PME arrivent devant les investisseurs avec un plan d’affaires relu et des références vérifiées ; le pôle ne finance pas, il prépare.',
      indicators: [
        {
          code: 'FIN-02',
          baseline: counted(raised * 100_000_000, 'Enquête auprès des PME, 2012'),
          targets: Object.fromEntries(
            Object.entries(adding(make, raised, raised)).map(([year, value]) => [year, value * 100_000_000]),
          ),
          verification: 'Attestations des investisseurs',
          responsible: 'Responsable du financement',
        },
        {
          code: null,
          title: 'PME reçues par des investisseurs après préparation',
          unit: 'PME',
          direction: 'up',
          measure: 'count',
          cumulation: 'per-year',
          baseline: counted(received, ACTIVITY),
          targets: rising(make, received, 2),
          verification: 'Comptes rendus des comités',
          responsible: 'Responsable du financement',
        },
      ],
    };
  },
  (make) => {
    const { size, luck } = make;
    const courses = whole(1 + size);
    const apprentices = whole(24 * size);
    return {
      title: 'Rapprocher l’offre de formation des besoins des entreprises',
      dimension: 'skills',
      scope: 'collective',
      bearers: [],
      rationale:
        'Les besoins sont recensés métier par métier, chaque automne, et remis aux établissements avant l’ouverture des cartes de formation.',
      indicators: [
        {
          code: null,
          title: 'Parcours de formation ouverts avec les établissements',
          unit: 'parcours',
          direction: 'up',
          measure: 'count',
          cumulation: 'cumulated',
          baseline: counted(courses, ACTIVITY),
          targets: adding(make, 0.7 + size * (0.4 + luck.next()), courses),
          verification: 'Cartes de formation',
          responsible: 'Responsable des compétences',
        },
        {
          code: null,
          title: 'Apprentis accueillis par les PME membres',
          unit: 'apprentis',
          direction: 'up',
          measure: 'count',
          cumulation: 'per-year',
          baseline: counted(apprentices, 'Enquête auprès des membres, 2012'),
          targets: rising(make, apprentices, 1.6),
          verification: RETURNS,
          responsible: 'Responsable des compétences',
        },
      ],
    };
  },
  (make) => {
    const { size, luck } = make;
    const jobs = whole(35 * size + luck.whole(0, 20));
    return {
      title: 'Créer et maintenir des emplois par les projets',
      dimension: 'employment',
      scope: 'collective',
      bearers: [],
      rationale:
        'Seuls comptent les emplois que l’entreprise rattache elle-même à un projet labellisé, deux ans après sa fin.',
      indicators: [
        {
          code: 'RES-06',
          baseline: counted(jobs, 'Enquête auprès des membres, 2012'),
          targets: adding(make, jobs, jobs),
          verification: RETURNS,
          responsible: TEAM,
        },
      ],
    };
  },
  (make) => {
    const { size } = make;
    const shared = Math.max(1, whole(0.6 * size));
    const patents = Math.max(1, whole(0.3 * size));
    return {
      title: 'Travailler avec les pôles voisins plutôt qu’à côté d’eux',
      dimension: 'innovation',
      scope: 'collective',
      bearers: [],
      rationale:
        'Les projets colabellisés comptent pour chacun des pôles ; les brevets disent si la recherche commune tient ses promesses.',
      indicators: [
        {
          code: 'PRJ-07',
          baseline: counted(shared, PORTFOLIO),
          targets: rising(make, shared, 1.6, 0),
          verification: 'Décisions du comité de labellisation',
          responsible: 'Responsable des projets',
        },
        {
          code: 'RES-01',
          baseline: counted(patents, 'Enquête auprès des membres, 2012'),
          targets: rising(make, patents, 1.3, 0),
          verification: 'Bases publiques de brevets',
          responsible: 'Responsable des projets',
        },
      ],
    };
  },
  (make) => {
    const { size } = make;
    const [, second = 'Une plateforme du pôle'] = make.firms;
    const used = whole(9 * size);
    return {
      title: 'Ouvrir les plateformes aux PME de la région',
      dimension: 'sme-growth',
      scope: 'individual',
      bearers: [second],
      rationale:
        'Une journée d’essai coûte à une PME ce qu’elle coûte à un laboratoire ; la première est offerte aux nouveaux adhérents.',
      indicators: [
        {
          code: null,
          title: 'Journées d’essai employées par des PME',
          unit: 'journées',
          direction: 'up',
          measure: 'count',
          cumulation: 'per-year',
          baseline: counted(used, 'Registre de la plateforme, 2012'),
          targets: rising(make, used, 2.6),
          verification: 'Registre de la plateforme',
          responsible: second,
        },
      ],
    };
  },
];
