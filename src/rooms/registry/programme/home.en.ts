import { formatNumber, plural, type Widen } from '#kit/say.ts';
import type { home as source } from './home.fr.ts';

/** Sentences of the home page, of the figures and of the data page, in English. */
export const home: Widen<typeof source> = {
  title: 'French competitiveness clusters, from idea to market',
  lead: 'Grappe runs the third phase of the programme, from 2013 to 2018: who the clusters are, who their members are, what each figure counts.',
  action: 'See the clusters',
  what: {
    title: 'The programme in six lines',
    lines: {
      first:
        'A cluster is an association, on one territory, of firms of any size, laboratories and training bodies that carry out projects together.',
      second:
        'The third phase, presented to the council of ministers on 9 January 2013, asks them to go beyond research: products and services sold, and jobs.',
      third:
        'SMEs and mid-cap companies are followed up to the sale, with help in four fields: finance, international markets, skills and consulting.',
      fourth: 'The State, the regions and the métropoles govern the programme together.',
      fifth: 'About twenty clusters at most, the most strategic ones, are put forward abroad by economic diplomacy.',
      sixth: 'The investissements d’avenir fund the industrialisation of their projects from 2013.',
    },
    duties: 'What each cluster commits to',
    duty: {
      objectives: {
        title: 'Quantified objectives',
        text: 'Present to the Conseil national de l’industrie its objectives, its target markets and results to reach together.',
      },
      contract: {
        title: 'A performance contract',
        text: 'Sign a contract of its own for six years, expected before the end of June 2013.',
      },
      account: {
        title: 'Giving account',
        text: 'Be monitored every year, reviewed at mid-term, and evaluated on its economic returns.',
      },
    },
    source: 'Source: communication to the council of ministers, 9 January 2013.',
  },
  figures: {
    title: 'The programme in figures',
    lead: (day: string) =>
      `On ${day}. Each figure opens the list of what it counts: the total and the list come from the same computation.`,
    key: {
      clusters: 'Labelled clusters',
      organisations: 'Members, each counted once',
      memberships: 'Memberships',
      'organisations-in-several-clusters': 'Members of several clusters',
      firms: 'Member firms',
      'firms-micro': 'Micro-enterprises',
      'firms-pme': 'SMEs, micro-enterprises excluded',
      'firms-eti': 'Mid-cap companies (ETI)',
      'firms-ge': 'Large enterprises',
      'firms-size-unknown': 'Firms of unknown size',
      regions: 'Regions where a cluster sits or extends',
    },
    meaning: {
      clusters: 'The clusters that hold the label on the reference day.',
      organisations:
        'The organisations with at least one current membership. A firm that belongs to two clusters counts once.',
      memberships:
        'The current memberships. A firm that belongs to two clusters counts twice: this total is therefore larger than the number of organisations.',
      'organisations-in-several-clusters':
        'The organisations with current memberships in several clusters: the gap between memberships and members.',
      firms: 'The firms with at least one current membership, each counted once.',
      'firms-micro': 'Firms under 10 staff with at most €2m of revenue or balance sheet (décret 2008-1354).',
      'firms-pme':
        'Firms under 250 staff with at most €50m of revenue or €43m of balance sheet, without the micro-enterprises (décret 2008-1354).',
      'firms-eti':
        'Firms that are not SMEs, under 5,000 staff with at most €1,500m of revenue or €2,000m of balance sheet (décret 2008-1354).',
      'firms-ge': 'Firms above the limits before (décret 2008-1354).',
      'firms-size-unknown': 'Firms whose accounts on record do not allow to tell the size.',
      regions: 'The regions, in the list of the reference day, where at least one labelled cluster sits or extends.',
    },
    unit: {
      clusters: (count: number) => (count === 1 ? 'cluster' : 'clusters'),
      organisations: (count: number) => (count === 1 ? 'organisation' : 'organisations'),
      memberships: (count: number) => (count === 1 ? 'membership' : 'memberships'),
      firms: (count: number) => (count === 1 ? 'firm' : 'firms'),
      regions: (count: number) => (count === 1 ? 'region' : 'regions'),
    },
    sizesTitle: (firms: number) =>
      `From micro-enterprise to large group: the ${formatNumber(firms)} member firms by size`,
    sizesUnit: 'Member firms, each counted once, by the size of the whole enterprise',
  },
  map: {
    title: 'Where the clusters are',
    lead: (vintage: string) =>
      `Each mark is a cluster, placed at the département of its seat; at the centre of its region when the département is not known. Regions of ${vintage}.`,
    caption: 'Clusters by region, coordinating or not',
    region: 'Region',
    clusters: 'Clusters',
    clustersIn: (count: number, region: string) =>
      `${plural(count, { one: '# cluster', other: '# clusters' })}, ${region}`,
    note: 'A cluster in several regions counts in each: the lines add up to more than the number of clusters.',
  },
  honesty: {
    title: 'What is true, what is invented',
    real: 'The 71 clusters, their regions, the nomenclatures and the rules are real; each fact carries its source and how certain it is.',
    synthetic:
      'The members, their accounts and the people of this demonstration are invented, and marked “demonstration” wherever they appear. They say nothing about the real clusters.',
    noneSynthetic: 'This register holds no demonstration data.',
    data: 'Data and licences',
  },
  figure: {
    value: 'Value',
    meaning: 'What the figure counts',
    caption: 'The facts counted',
    sumOfMemberships: (organisations: number, memberships: number) =>
      `${plural(organisations, { one: '# organisation', other: '# organisations' })}, whose clusters add up to ${plural(memberships, { one: '# membership', other: '# memberships' })}.`,
    total: (count: number) => plural(count, { one: '# line', other: '# lines' }),
    name: 'Name',
    cluster: 'Cluster',
    clusters: 'Clusters',
    sector: 'Sector',
    kind: 'Kind',
    size: 'Size',
    region: 'Region',
    siren: 'SIREN',
    count: 'Number of clusters',
    source: 'Source',
    period: 'Period',
    file: (figure: string) => `figure-${figure}`,
    emptyTitle: 'This figure counts nothing',
    emptyWhat: 'The list shows every fact counted in the figure.',
    emptyWhy: 'No fact of this kind is on record on the reference day.',
    other: 'Other figures',
  },
  data: {
    title: 'Data and licences',
    lead: 'Where the reference data comes from, under which licence, and as of which date.',
    caption: 'Nomenclatures and territories of the register',
    name: 'Data set',
    rows: 'Rows',
    source: 'Source',
    licence: 'Licence',
    vintage: 'Vintage',
    file: 'File',
    sheet: 'reference-data',
    digest: 'Digest',
    clustersTitle: 'The clusters',
    clusters:
      'The list of the 71 clusters was established from public sources. Each decision, category or evaluation carries its source and how certain it is: official, press, or to be checked.',
    demoTitle: 'The demonstration data',
    demo: 'The members, accounts, applications and people marked “demonstration” are invented. Their SIREN numbers pass the check digit but are taken from a range that Insee does not attribute.',
    reuseTitle: 'Reusing this data',
    reuse: 'Every list can be downloaded as CSV and XLSX, and read through the open API.',
    api: 'API documentation',
  },
};
