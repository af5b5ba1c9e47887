import type { Call } from '#kit/context.ts';
import { receiveFile } from '#kit/files.ts';
import { addDays, day, dayInParis } from '#kit/period.ts';
import { type Sheet, toCsv } from '#kit/web/export.ts';
import { type InputOf, perform } from '#kit/web/route.ts';
import { buildDemoPeople, type DemoOrganisation } from '#rooms/access';
import { clustersWithContract } from '#rooms/contracts';
import { publishFigures } from '#rooms/indicators';
import {
  applyForMembership,
  applyImport,
  appointRepresentative,
  type College,
  createOrganisation,
  decideApplication,
  importSettled,
  linkGroup,
  listClusters,
  matchImport,
  type OrganisationKind,
  readReference,
  recordUpload,
  scopeDirectory,
  setGovernanceBody,
  startMembersImport,
  startOrganisationsImport,
  syntheticSiren,
  updateProgramme,
} from '#rooms/registry';
import { campaignsAreWritten, writeCampaigns } from './campaigns.ts';
import { writeContracts } from './contracts.ts';
import { contractingFacts } from './contracts-facts.ts';
import { HOME, hasOwnStory } from './contracts-story.ts';
import { writeEvaluation } from './evaluation.ts';
import {
  type ClusterBrief,
  type InventedMembership,
  type InventedOrganisation,
  type Invention,
  invent,
  REFERENCE_DAY,
} from './invented.ts';
import { ACCOUNT_YEARS } from './invented-accounts.ts';
import { MERGERS } from './invented-mergers.ts';
import { writeMergers } from './mergers.ts';
import { writeProjects } from './projects.ts';

export interface DemonstrationCount {
  readonly clusters: number;
  readonly organisations: number;
  readonly memberships: number;
  readonly contracts: number;
  readonly projects: number;
  /** Yearly returns. */
  readonly returns: number;
}

/** Projects of the whole demonstration, and of the light one. */
const PROJECTS = { all: 1_500, some: 120 };

/** What a start found of the demonstration, and what it still has to write. */
export interface Demonstration {
  readonly contracts: { readonly written: number; readonly waiting: number };
  /** Null when everything is there. */
  readonly rest: (() => Promise<DemonstrationCount>) | null;
}

/** First day of phase III. */
const FIRST_DAY = '2013-01-01';

/** Numbers of the invented range that members do not use: bodies that carry clusters, then applicants. */
const FIRST_BODY = 200_000;
const FIRST_APPLICANT = 210_000;

/**
 * Writes the demonstration through the same actions and imports as people and files do. People come first, so that one can sign in with the
 * first page; `rest` then writes organisations, the members of each cluster and its contract while the server answers already. Each import and each
 * contract is all or nothing, and a cluster that has its own is left alone: the next start completes what was interrupted.
 */
export async function buildDemonstration(call: Call): Promise<Demonstration> {
  // The 71 of 2013, by the regions of that time; those that merged since are among them.
  const { rows } = await perform(listClusters, { on: FIRST_DAY, pageSize: 500 }, call);
  const held = await clustersWithContract(call.services.store.sql);
  const isWanted = (cluster: string) => call.services.config.demoContracts === 'all' || hasOwnStory(cluster);
  const withoutContract = rows
    .filter((row) => row.region && !held.has(row.id) && isWanted(row.id))
    .map((row) => row.id);
  const hasMembers = (await findBySiren(call, LAST_SIREN)) !== null;
  const contracts = { written: held.size, waiting: withoutContract.length };
  const everywhere = call.services.config.demoContracts === 'all';
  const placed = rows.map(({ id, region }) => ({ id, regions: region ? [region] : [] }));
  if (hasMembers && withoutContract.length === 0 && (await campaignsAreWritten(call, { clusters: placed, everywhere })))
    return { contracts, rest: null };
  const invention = invent(
    await clusterBriefs(rows.map((row) => ({ ...row, region: row.region?.code ?? '' }))),
    await townsByDepartement(),
  );
  const facts = async () => contractingFacts(rows, withoutContract, invention);
  const clusters = rows.map((row) => row.id);
  const count = call.services.config.demoContracts === 'all' ? PROJECTS.all : PROJECTS.some;
  const projects = async () => {
    await writeEvaluation(call);
    return writeProjects(call, invention, clusters, count);
  };
  // Last of all: what campaigns ask is promised by contracts and counted from the rest.
  const returns = async () => {
    const written = await writeCampaigns(call, {
      clusters: await contractingFacts(rows, clusters, invention),
      everywhere,
    });
    await publishFigures(call.services);
    return written;
  };
  if (hasMembers)
    return {
      contracts,
      rest: async () => ({
        clusters: 0,
        organisations: 0,
        memberships: 0,
        projects: await projects(),
        contracts: await writeContracts(call, await facts()),
        returns: await returns(),
      }),
    };
  await perform(updateProgramme, { referenceDay: REFERENCE_DAY, reason: 'Jour de la démonstration' }, call);
  await buildDemoPeople(call, await organisationsOfPeople(call, invention));
  return {
    contracts,
    rest: async () => ({
      ...(await writeMembers(call, invention)),
      projects: await projects(),
      contracts: await writeContracts(call, await facts()),
      returns: await returns(),
    }),
  };
}

type Named = { id: string; sector: string; category: string | null; region: string };

async function clusterBriefs(rows: readonly Named[]): Promise<ClusterBrief[]> {
  const departements = await readReference('departements.csv');
  return rows.map(({ id, sector, category, region }) => ({
    id,
    sector,
    world: category !== 'national',
    departements: departements.filter((line) => line.region_2013 === region).map((line) => line.code!),
  }));
}

/** The ten largest communes of each département: where firms are plausible. */
async function townsByDepartement(): Promise<ReadonlyMap<string, readonly string[]>> {
  const communes = (await readReference('communes.csv')).toSorted(
    (one, other) => Number(other.population) - Number(one.population),
  );
  const byDepartement = Map.groupBy(communes, (line) => line.departement!);
  return new Map([...byDepartement].map(([code, lines]) => [code, lines.slice(0, 10).map((line) => line.code!)]));
}

/** The three organisations that somebody of the demonstration represents, taken among the invented members of the home cluster. */
async function organisationsOfPeople(
  call: Call,
  { organisations, memberships }: Invention,
): Promise<Record<DemoOrganisation, string>> {
  const bySiren = new Map(organisations.map((organisation) => [organisation.siren, organisation]));
  const home = (memberships.get(HOME) ?? []).filter((spell) => spell.to === null);
  const first = (kind: OrganisationKind) =>
    home.map((spell) => bySiren.get(spell.siren)!).find((one) => one.kind === kind)!;
  return {
    member: await idOf(call, first('firm')),
    provider: await idOf(call, first('support-provider')),
    training: await idOf(call, first('training-body')),
  };
}

/** The id of an invented organisation, created when the store does not hold it yet. */
async function idOf(call: Call, { siren, name, kind, naf, commune, created }: InventedOrganisation): Promise<string> {
  const known = await findBySiren(call, siren);
  if (known) return known;
  const { organisation } = await perform(
    createOrganisation,
    { siren, name, kind, naf, commune, createdOn: created, synthetic: true, source: SOURCE },
    call,
  );
  return organisation;
}

const SOURCE = 'Démonstration';

async function findBySiren({ services }: Call, siren: string): Promise<string | null> {
  const { store, clock } = services;
  const found = await scopeDirectory.find(store.sql, { kind: 'organisation', id: siren }, dayInParis(clock.now()));
  return found?.scope.kind === 'organisation' ? found.scope.id : null;
}

async function writeMembers(
  call: Call,
  invention: Invention,
): Promise<Omit<DemonstrationCount, 'contracts' | 'projects' | 'returns'>> {
  await writeMergers(call);
  const waiting = await clustersWithoutMembers(call, [...invention.memberships.keys()]);
  const organisations = await importFile(
    call,
    startOrganisationsImport,
    {},
    organisationSheet(invention.organisations),
  );
  let memberships = 0;
  // The home cluster first: it is where a newcomer looks.
  for (const cluster of [HOME, ...waiting.filter((id) => id !== HOME)].filter((id) => waiting.includes(id))) {
    const spells = invention.memberships.get(cluster) ?? [];
    await importFile(call, startMembersImport, { cluster }, membershipSheet(spells));
    memberships += spells.length;
  }
  await writeGovernance(call);
  await writeGroups(call, invention.organisations);
  await writeApplications(call);
  return { clusters: waiting.length, organisations, memberships };
}

/** Clusters that nobody has joined, the day before the first merger or today: what an interrupted start left to import. */
async function clustersWithoutMembers(call: Call, clusters: readonly string[]): Promise<string[]> {
  const eve = addDays(day(MERGERS.map(({ on }) => on).toSorted()[0]!), -1);
  const joined = new Set<string>();
  for (const on of [eve, REFERENCE_DAY]) {
    const { rows } = await perform(listClusters, { on, label: 'all', pageSize: 500 }, call);
    for (const { id, members } of rows) if (members > 0) joined.add(id);
  }
  return clusters.filter((id) => !joined.has(id));
}

/** Sends a file, checks it and applies it, as the import screens do. */
async function importFile<Start extends typeof startMembersImport | typeof startOrganisationsImport>(
  call: Call,
  start: Start,
  target: Omit<InputOf<Start>, 'file' | 'path'>,
  sheet: Sheet,
): Promise<number> {
  const bytes = new TextEncoder().encode(toCsv(sheet));
  const reception = await receiveFile(call.services.config.dataDir, [bytes]);
  if (!reception.ok) throw new Error(reception.reason.en);
  const stored = { ...reception.file, name: `${sheet.name}.csv`, mediaType: 'text/csv' };
  const { file } = await perform(recordUpload, stored, call);
  const { import: id } = await perform(start, { ...target, file } as InputOf<Start>, call);
  await perform(matchImport, { import: id, check: true }, call);
  await importSettled(call.services, id);
  await perform(applyImport, { import: id }, call);
  await importSettled(call.services, id);
  return sheet.rows.length;
}

const KINDS: Partial<Record<OrganisationKind, string>> = {
  firm: 'Entreprise',
  laboratory: 'Laboratoire',
  'training-body': 'Établissement de formation',
  platform: 'Plateforme',
  authority: 'Collectivité',
  investor: 'Investisseur',
  'support-provider': 'Prestataire',
  'professional-body': 'Organisation professionnelle',
};

const COLLEGES: Record<College, string> = {
  sme: 'PME',
  large: 'ETI et grands groupes',
  'research-training': 'Recherche et formation',
  other: 'Autres membres',
};

const columns = (...labels: string[]) => labels.map((label) => ({ label }));

const organisationSheet = (organisations: readonly InventedOrganisation[]): Sheet => ({
  name: 'organisations-inventees',
  columns: columns(
    ...['SIREN', 'Raison sociale', 'Nature', 'Code NAF', 'Code commune', 'Date de création', 'Date de cessation'],
    ...ACCOUNT_YEARS.flatMap((year) => [`Effectif ${year}`, `Chiffre d’affaires ${year}`, `Total du bilan ${year}`]),
  ),
  rows: organisations.map(({ siren, name, kind, naf, commune, created, ceased, accounts }) => [
    ...[siren, name, KINDS[kind] ?? 'Autre', naf, commune, created, ceased],
    ...ACCOUNT_YEARS.flatMap((year) => {
      const closed = accounts.find((one) => one.year === year);
      return closed ? [closed.headcount, closed.revenueEuros, closed.balanceEuros] : [null, null, null];
    }),
  ]),
});

const membershipSheet = (spells: readonly InventedMembership[]): Sheet => ({
  name: 'membres-inventes',
  columns: columns('SIREN', 'Collège', 'Date d’adhésion', 'Date de départ', 'Motif de départ', 'Cotisation 2018'),
  rows: spells.map(({ siren, college, from, to, endReason, feeEuros }) => [
    ...[siren, COLLEGES[college], from, to, endReason],
    to === null ? feeEuros : null,
  ]),
});

/** Two clusters with an invented association and president, so that the screens of governance have something to show. */
async function writeGovernance(call: Call): Promise<void> {
  for (const [place, cluster] of [HOME, 'cap-digital'].entries()) {
    const siren = syntheticSiren(FIRST_BODY + place);
    if (await findBySiren(call, siren)) continue;
    const name = `Association porteuse ${cluster} (fictif)`;
    const { organisation } = await perform(
      createOrganisation,
      { siren, name, kind: 'cluster-body', legalCategory: '9220', naf: '94.99Z', synthetic: true, source: SOURCE },
      call,
    );
    await perform(setGovernanceBody, { cluster, organisation, reason: SOURCE }, call);
    const person = place === 0 ? 'Mathilde Étraire (fictif)' : 'Nathan Pinot (fictif)';
    await perform(
      appointRepresentative,
      { cluster, name: person, title: 'Présidence', from: '2013-01-01', synthetic: true, reason: SOURCE },
      call,
    );
  }
}

/** Applicants of the year: waiting, refused with a reason, sent to a better cluster. Those who are refused stay in the registry. */
const APPLICATIONS = [
  { cluster: HOME, word: 'Photonique', applied: '2018-04-03', decision: null },
  { cluster: HOME, word: 'Robotique', applied: '2018-03-26', decision: null },
  {
    cluster: HOME,
    word: 'Semences',
    applied: '2018-01-09',
    decision: {
      ground: 'off-strategy',
      orientedTo: 'cereales-vallee',
      reason: 'Le marché visé, la sélection végétale, est hors de la stratégie du pôle.',
    },
  },
  { cluster: 'cap-digital', word: 'Édition', applied: '2018-04-09', decision: null },
  {
    cluster: 'cap-digital',
    word: 'Conseil',
    applied: '2017-12-11',
    decision: { ground: 'not-eligible', orientedTo: null, reason: 'Aucune activité d’innovation n’est présentée.' },
  },
  { cluster: 'lyonbiopole', word: 'Diagnostic', applied: '2018-04-02', decision: null },
] as const;

/** Written last of all: a store that holds it holds the whole demonstration. */
const LAST_SIREN = syntheticSiren(FIRST_APPLICANT + APPLICATIONS.length - 1);

async function writeApplications(call: Call): Promise<void> {
  for (const [place, { cluster, word, applied, decision }] of APPLICATIONS.entries()) {
    const siren = syntheticSiren(FIRST_APPLICANT + place);
    if (await findBySiren(call, siren)) continue;
    const { organisation } = await perform(
      createOrganisation,
      {
        siren,
        name: `Postulante ${word} (fictif)`,
        kind: 'firm',
        naf: '72.19Z',
        commune: '38185',
        synthetic: true,
        source: SOURCE,
      },
      call,
    );
    const { application } = await perform(
      applyForMembership,
      { cluster, organisation, college: 'sme', appliedOn: applied },
      call,
    );
    if (decision)
      await perform(decideApplication, { application, decision: 'refuse', decidedOn: '2018-01-29', ...decision }, call);
  }
}

/** A few subsidiaries, whose size is that of their group (R55). */
async function writeGroups(call: Call, organisations: readonly InventedOrganisation[]): Promise<void> {
  const heads = organisations.filter((one) => one.size === 'large').slice(0, 12);
  const children = organisations.filter((one) => one.size === 'sme').slice(0, 12);
  for (const [place, head] of heads.entries()) {
    const child = children[place];
    if (!child) return;
    const [parentId, childId] = [await idOf(call, head), await idOf(call, child)];
    const link = { organisation: childId, parent: parentId, from: '2011-01-01', source: SOURCE };
    // Linked already by a start that was interrupted after this.
    await perform(linkGroup, link, call).catch((error) => {
      if (error?.code !== 'GROUP_PARENT_EXISTS') throw error;
    });
  }
}
