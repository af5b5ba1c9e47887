import { formatNumber, plural } from '#kit/say.ts';

/** Sentences of the home page, of the figures and of the data page. */
export const home = {
  title: 'Les pôles de compétitivité, de l’idée au marché',
  lead: 'Grappe fait vivre la troisième phase du programme, de 2013 à 2018\u202f: qui sont les pôles, qui les compose, ce que chaque chiffre recouvre.',
  action: 'Voir les pôles',
  what: {
    title: 'Le programme en six lignes',
    lines: {
      first:
        'Un pôle réunit en association, sur un territoire, des entreprises de toute taille, des laboratoires et des établissements de formation qui mènent des projets ensemble.',
      second:
        'La troisième phase, présentée en conseil des ministres le 9\u00a0janvier 2013, leur demande d’aller au-delà de la recherche\u202f: des produits et des services vendus, des emplois.',
      third:
        'Les PME et les entreprises de taille intermédiaire y sont suivies jusqu’à la vente, avec une aide en quatre domaines\u202f: financement, international, compétences, conseil.',
      fourth: 'L’État, les régions et les métropoles gouvernent le programme ensemble.',
      fifth:
        'Une vingtaine de pôles au plus, les plus stratégiques, sont mis en avant à l’étranger par la diplomatie économique.',
      sixth: 'Les investissements d’avenir financent l’industrialisation de leurs projets dès 2013.',
    },
    duties: 'Ce à quoi chaque pôle s’engage',
    duty: {
      objectives: {
        title: 'Des objectifs chiffrés',
        text: 'Présenter au Conseil national de l’industrie ses objectifs, ses marchés visés et des résultats à atteindre ensemble.',
      },
      contract: {
        title: 'Un contrat de performance',
        text: 'Signer pour six ans un contrat à sa mesure, attendu avant la fin de juin 2013.',
      },
      account: {
        title: 'Des comptes à rendre',
        text: 'Être suivi chaque année, dressé en bilan à mi-parcours, et évalué sur ses retombées économiques.',
      },
    },
    source: 'Source\u202f: communication en conseil des ministres, 9\u00a0janvier 2013.',
  },
  figures: {
    title: 'Le programme en chiffres',
    lead: (day: string) =>
      `Au ${day}. Chaque chiffre ouvre la liste de ce qu’il compte\u202f: le total et la liste viennent du même calcul.`,
    key: {
      clusters: 'Pôles labellisés',
      organisations: 'Membres, comptés une fois',
      memberships: 'Adhésions',
      'organisations-in-several-clusters': 'Membres de plusieurs pôles',
      firms: 'Entreprises membres',
      'firms-micro': 'Microentreprises',
      'firms-pme': 'PME, hors microentreprises',
      'firms-eti': 'Entreprises de taille intermédiaire',
      'firms-ge': 'Grandes entreprises',
      'firms-size-unknown': 'Entreprises de taille non connue',
      regions: 'Régions où siège ou s’étend un pôle',
    },
    meaning: {
      clusters: 'Les pôles qui tiennent le label le jour de référence.',
      organisations:
        'Les organisations qui ont au moins une adhésion en cours. Une entreprise membre de deux pôles compte une fois.',
      memberships:
        'Les adhésions en cours. Une entreprise membre de deux pôles compte deux fois\u202f: ce total dépasse donc le nombre d’organisations.',
      'organisations-in-several-clusters':
        'Les organisations qui ont des adhésions en cours dans plusieurs pôles\u202f: c’est l’écart entre les adhésions et les membres.',
      firms: 'Les entreprises qui ont au moins une adhésion en cours, comptées une fois.',
      'firms-micro':
        'Entreprises de moins de 10 salariés et de 2\u00a0M€ au plus de chiffre d’affaires ou de bilan (décret n°\u00a02008-1354).',
      'firms-pme':
        'Entreprises de moins de 250 salariés et de 50\u00a0M€ au plus de chiffre d’affaires ou de 43\u00a0M€ de bilan, sans les microentreprises (décret n°\u00a02008-1354).',
      'firms-eti':
        'Entreprises qui ne sont pas des PME, de moins de 5\u202f000 salariés et de 1\u202f500\u00a0M€ au plus de chiffre d’affaires ou de 2\u202f000\u00a0M€ de bilan (décret n°\u00a02008-1354).',
      'firms-ge': 'Entreprises qui dépassent les seuils précédents (décret n°\u00a02008-1354).',
      'firms-size-unknown': 'Entreprises dont les comptes inscrits ne permettent pas de dire la taille.',
      regions: 'Les régions, dans leur découpage du jour de référence, où siège ou s’étend au moins un pôle labellisé.',
    },
    unit: {
      clusters: (count: number) => (count > 1 ? 'pôles' : 'pôle'),
      organisations: (count: number) => (count > 1 ? 'organisations' : 'organisation'),
      memberships: (count: number) => (count > 1 ? 'adhésions' : 'adhésion'),
      firms: (count: number) => (count > 1 ? 'entreprises' : 'entreprise'),
      regions: (count: number) => (count > 1 ? 'régions' : 'région'),
    },
    sizesTitle: (firms: number) =>
      `De la microentreprise au grand groupe\u202f: les ${formatNumber(firms)} entreprises membres selon leur taille`,
    sizesUnit: 'Entreprises membres, comptées une fois, selon la taille de l’entreprise entière',
  },
  map: {
    title: 'Où sont les pôles',
    lead: (vintage: string) =>
      `Chaque marque est un pôle, placé au département de son siège\u202f; au centre de sa région quand le département n’est pas connu. Régions de ${vintage}.`,
    caption: 'Pôles par région, coordinatrice ou non',
    region: 'Région',
    clusters: 'Pôles',
    clustersIn: (count: number, region: string) => `${plural(count, { one: '# pôle', other: '# pôles' })}, ${region}`,
    note: 'Un pôle présent dans plusieurs régions compte dans chacune\u202f: la somme des lignes dépasse le nombre de pôles.',
  },
  honesty: {
    title: 'Ce qui est vrai, ce qui est inventé',
    real: 'Les 71 pôles, leurs régions, les nomenclatures et les règles sont réels\u202f; chaque fait porte sa source et son degré de certitude.',
    synthetic:
      'Les membres, leurs comptes et les personnes de cette démonstration sont inventés, et marqués «\u202fdémonstration\u202f» partout où ils paraissent. Ils ne disent rien des pôles réels.',
    noneSynthetic: 'Ce registre ne contient aucune donnée de démonstration.',
    data: 'Données et licences',
  },
  figure: {
    value: 'Valeur',
    meaning: 'Ce que le chiffre compte',
    caption: 'Les faits comptés',
    sumOfMemberships: (organisations: number, memberships: number) =>
      `${plural(organisations, { one: '# organisation', other: '# organisations' })}, dont les pôles font au total ${plural(memberships, { one: '# adhésion', other: '# adhésions' })}.`,
    total: (count: number) => plural(count, { one: '# ligne', other: '# lignes' }),
    name: 'Nom',
    cluster: 'Pôle',
    clusters: 'Pôles',
    sector: 'Secteur',
    kind: 'Nature',
    size: 'Taille',
    region: 'Région',
    siren: 'SIREN',
    count: 'Nombre de pôles',
    source: 'Source',
    period: 'Période',
    file: (figure: string) => `chiffre-${figure}`,
    emptyTitle: 'Ce chiffre ne compte rien',
    emptyWhat: 'La liste montre chaque fait compté dans le chiffre.',
    emptyWhy: 'Aucun fait de cette sorte n’est inscrit au registre le jour de référence.',
    other: 'Autres chiffres',
  },
  data: {
    title: 'Données et licences',
    lead: 'D’où viennent les données de référence, sous quelle licence, et à quelle date elles ont été arrêtées.',
    caption: 'Nomenclatures et territoires du registre',
    name: 'Jeu de données',
    rows: 'Lignes',
    source: 'Source',
    licence: 'Licence',
    vintage: 'Millésime',
    file: 'Fichier',
    sheet: 'donnees-de-reference',
    digest: 'Empreinte',
    clustersTitle: 'Les pôles',
    clusters:
      'La liste des 71 pôles a été établie à partir de sources publiques. Chaque décision, catégorie ou évaluation porte sa source et son degré de certitude\u202f: officiel, presse, ou à vérifier.',
    demoTitle: 'Les données de démonstration',
    demo: 'Les membres, comptes, candidatures et personnes marqués «\u202fdémonstration\u202f» sont inventés. Leurs numéros SIREN passent la clé de contrôle mais sont pris dans une plage que l’Insee n’attribue pas.',
    reuseTitle: 'Reprendre ces données',
    reuse: 'Chaque liste se télécharge en CSV et en XLSX, et se lit par l’API ouverte.',
    api: 'Documentation de l’API',
  },
};
