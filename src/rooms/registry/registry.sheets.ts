import { locale } from '#kit/say.ts';
import type { Sheet } from '#kit/web/export.ts';
import type { ClusterRow } from './cluster/cluster.ts';
import type { ApplicationRow, MemberRow } from './membership/membership.ts';
import type { NomenclatureList } from './nomenclature-list.query.ts';
import type { OrganisationRow } from './organisation/organisation.ts';
import type { RegionLine } from './programme/cluster-region.rules.ts';
import { t } from './registry.sentences.ts';

type Cell = Sheet['rows'][number][number];

/** A list as a file: codes stay codes and amounts are numbers, so that another program can read them. */
function sheet<Row>(name: string, rows: readonly Row[], columns: readonly [string, (row: Row) => Cell][]): Sheet {
  return {
    name,
    columns: columns.map(([label]) => ({ label })),
    rows: rows.map((row) => columns.map(([, cell]) => cell(row))),
  };
}

const names = (all: readonly { readonly name: string | null }[]): string => all.map((one) => one.name).join(', ');

export function clusterSheet(rows: readonly ClusterRow[]): Sheet {
  const words = t().cluster.list;
  return sheet(words.file, rows, [
    ['id', (row) => row.id],
    [words.name, (row) => row.name],
    [words.sector, (row) => row.sector],
    [words.seat, (row) => row.city],
    [t().organisation.page.departement, (row) => row.departement?.code ?? null],
    [words.region, (row) => row.region?.name ?? null],
    [words.otherRegions('…'), (row) => names(row.otherRegions)],
    [words.category, (row) => row.category && t().category[row.category]],
    [words.rating, (row) => row.rating && t().rating[row.rating.rating]],
    [words.strategic, (row) => row.strategic],
    [words.members, (row) => row.members],
    [t().words.synthetic, (row) => row.syntheticMembers],
  ]);
}

const memberCells = (): [string, (row: MemberRow) => Cell][] => {
  const words = t().cluster.members;
  return [
    ['id', (row) => row.organisation.id],
    [words.name, (row) => row.organisation.name],
    [words.siren, (row) => row.organisation.siren],
    [words.kind, (row) => t().kind[row.organisation.kind]],
    [words.college, (row) => t().college[row.college]],
    [words.size, (row) => row.size && t().size[row.size]],
    [words.commune, (row) => row.organisation.commune?.name ?? null],
    [words.since, (row) => row.from],
    [t().words.synthetic, (row) => row.synthetic],
  ];
};

export const memberSheet = (rows: readonly MemberRow[], cluster: string): Sheet =>
  sheet(t().cluster.members.file(cluster), rows, memberCells());

/** Spreadsheets count in euros; unknown stays empty. */
const inEuros = (cents: number | null): number | null => (cents === null ? null : cents / 100);

/** With what is reserved to the team and the services. */
export function membershipSheet(rows: readonly MemberRow[], cluster: string): Sheet {
  const words = t().membership;
  const latest = (row: MemberRow) => row.reserved?.fees.toSorted((one, other) => other.year - one.year)[0];
  return sheet(words.list.file(cluster), rows, [
    ...memberCells(),
    [words.end.to, (row) => row.to],
    [words.list.reason, (row) => row.reserved?.endReason ?? null],
    ['SIRET', (row) => row.reserved?.siret ?? null],
    [words.fee.year, (row) => latest(row)?.year ?? null],
    [`${words.fee.amount} (€)`, (row) => inEuros(latest(row)?.amountCents ?? null)],
    [words.fee.paidOn, (row) => latest(row)?.paidOn ?? null],
  ]);
}

export function applicationSheet(rows: readonly ApplicationRow[], cluster: string): Sheet {
  const words = t().membership.applications;
  return sheet(words.file(cluster), rows, [
    ['id', (row) => row.id],
    [words.applicant, (row) => row.organisation.name],
    ['SIREN', (row) => row.organisation.siren],
    [t().cluster.members.college, (row) => t().college[row.college]],
    [words.appliedOn, (row) => row.appliedOn],
    [words.state, (row) => row.state],
    [t().membership.decide.decidedOn, (row) => row.decidedOn],
    [t().membership.decide.ground, (row) => row.refusalGround && t().ground[row.refusalGround]],
    [t().membership.decide.reason, (row) => row.reason],
    [t().membership.decide.orientedTo, (row) => row.orientedTo?.name ?? null],
    [t().words.synthetic, (row) => row.synthetic],
  ]);
}

export function organisationSheet(rows: readonly OrganisationRow[], name: string): Sheet {
  const words = t().organisation.list;
  return sheet(name, rows, [
    ['id', (row) => row.id],
    [words.name, (row) => row.name],
    [words.siren, (row) => row.siren],
    [words.kind, (row) => t().kind[row.kind]],
    [words.size, (row) => row.size && t().size[row.size]],
    [words.commune, (row) => row.commune?.name ?? null],
    [words.region, (row) => row.region?.name ?? null],
    [words.clusters, (row) => names(row.clusters)],
    [t().home.figure.count, (row) => row.clusters.length],
    [t().words.synthetic, (row) => row.synthetic],
  ]);
}

export function regionSheet(rows: readonly RegionLine[], name: string): Sheet {
  const words = t().home.figure;
  return sheet(name, rows, [
    ['code', (row) => row.code],
    [words.region, (row) => row.name],
    [words.count, (row) => row.clusters.length],
    [words.clusters, (row) => names(row.clusters)],
  ]);
}

export function nomenclatureSheet({ rows }: NomenclatureList): Sheet {
  const words = t().home.data;
  return sheet(words.sheet, rows, [
    [words.name, (row) => (locale() === 'fr' ? row.titleFr : row.titleEn)],
    [words.rows, (row) => row.rows],
    [words.source, (row) => row.source],
    [words.licence, (row) => row.licence],
    [words.vintage, (row) => row.vintage],
    [words.file, (row) => row.file],
    [`${words.digest} SHA-256`, (row) => row.sha256],
  ]);
}
