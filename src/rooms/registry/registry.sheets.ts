import { locale } from '#kit/say.ts';
import { type TableColumn, type TableSheet, tableSheet } from '#kit/web/export.ts';
import type { ClusterRow } from './cluster/cluster.ts';
import type { ApplicationRow, MemberRow } from './membership/membership.ts';
import type { NomenclatureList } from './nomenclature-list.query.ts';
import type { OrganisationRow } from './organisation/organisation.ts';
import type { RegionLine } from './programme/cluster-region.rules.ts';
import { t } from './registry.sentences.ts';

const names = (all: readonly { readonly name: string | null }[]): string => all.map((one) => one.name).join(', ');

export function clusterSheet(rows: readonly ClusterRow[]): TableSheet {
  const words = t().cluster.list;
  return tableSheet(words.file, rows, [
    ['id', 'id', (row) => row.id],
    ['pole', words.name, (row) => row.name],
    ['secteur', words.sector, (row) => row.sector],
    ['siege', words.seat, (row) => row.city],
    ['departement', t().organisation.page.departement, (row) => row.departement?.code ?? null],
    ['region', words.region, (row) => row.region?.name ?? null],
    ['autres-regions', words.allOtherRegions, (row) => names(row.otherRegions)],
    ['categorie', words.category, (row) => row.category && t().category[row.category]],
    ['evaluation', words.rating, (row) => row.rating && t().rating[row.rating.rating]],
    ['strategique', words.strategic, (row) => row.strategic],
    ['membres', words.members, (row) => row.members],
    ['synthetique', t().words.synthetic, (row) => row.syntheticMembers],
  ]);
}

const memberCells = (): TableColumn<MemberRow>[] => {
  const words = t().cluster.members;
  return [
    ['id', 'id', (row) => row.organisation.id],
    ['membre', words.name, (row) => row.organisation.name],
    ['siren', words.siren, (row) => row.organisation.siren],
    ['nature', words.kind, (row) => t().kind[row.organisation.kind]],
    ['college', words.college, (row) => t().college[row.college]],
    ['taille', words.size, (row) => row.size && t().size[row.size]],
    ['commune', words.commune, (row) => row.organisation.commune?.name ?? null],
    ['depuis', words.since, (row) => row.from],
    ['synthetique', t().words.synthetic, (row) => row.synthetic],
  ];
};

export const memberSheet = (rows: readonly MemberRow[], cluster: string): TableSheet =>
  tableSheet(t().cluster.members.file(cluster), rows, memberCells());

/** Spreadsheets count in euros; unknown stays empty. */
const inEuros = (cents: number | null): number | null => (cents === null ? null : cents / 100);

/** With what is reserved to the team and the services. */
export function membershipSheet(rows: readonly MemberRow[], cluster: string): TableSheet {
  const words = t().membership;
  const latest = (row: MemberRow) => row.reserved?.fees.toSorted((one, other) => other.year - one.year)[0];
  return tableSheet(words.list.file(cluster), rows, [
    ...memberCells(),
    ['fin', words.end.to, (row) => row.to],
    ['motif', words.list.reason, (row) => row.reserved?.endReason ?? null],
    ['siret', 'SIRET', (row) => row.reserved?.siret ?? null],
    ['annee-cotisation', words.fee.year, (row) => latest(row)?.year ?? null],
    ['cotisation', `${words.fee.amount} (€)`, (row) => inEuros(latest(row)?.amountCents ?? null)],
    ['payee-le', words.fee.paidOn, (row) => latest(row)?.paidOn ?? null],
  ]);
}

export function applicationSheet(rows: readonly ApplicationRow[], cluster: string): TableSheet {
  const words = t().membership.applications;
  return tableSheet(words.file(cluster), rows, [
    ['id', 'id', (row) => row.id],
    ['candidat', words.applicant, (row) => row.organisation.name],
    ['siren', 'SIREN', (row) => row.organisation.siren],
    ['college', t().cluster.members.college, (row) => t().college[row.college]],
    ['deposee-le', words.appliedOn, (row) => row.appliedOn],
    ['etat', words.state, (row) => row.state],
    ['decidee-le', t().membership.decide.decidedOn, (row) => row.decidedOn],
    ['fondement', t().membership.decide.ground, (row) => row.refusalGround && t().ground[row.refusalGround]],
    ['motivation', t().membership.decide.reason, (row) => row.reason],
    ['orientee-vers', t().membership.decide.orientedTo, (row) => row.orientedTo?.name ?? null],
    ['synthetique', t().words.synthetic, (row) => row.synthetic],
  ]);
}

export function organisationSheet(rows: readonly OrganisationRow[], name: string): TableSheet {
  const words = t().organisation.list;
  return tableSheet(name, rows, [
    ['id', 'id', (row) => row.id],
    ['organisation', words.name, (row) => row.name],
    ['siren', words.siren, (row) => row.siren],
    ['nature', words.kind, (row) => t().kind[row.kind]],
    ['taille', words.size, (row) => row.size && t().size[row.size]],
    ['commune', words.commune, (row) => row.commune?.name ?? null],
    ['region', words.region, (row) => row.region?.name ?? null],
    ['poles', words.clusters, (row) => names(row.clusters)],
    ['nombre-de-poles', t().home.figure.count, (row) => row.clusters.length],
    ['synthetique', t().words.synthetic, (row) => row.synthetic],
  ]);
}

export function regionSheet(rows: readonly RegionLine[], name: string): TableSheet {
  const words = t().home.figure;
  return tableSheet(name, rows, [
    ['code', 'code', (row) => row.code],
    ['region', words.region, (row) => row.name],
    ['nombre-de-poles', words.count, (row) => row.clusters.length],
    ['poles', words.clusters, (row) => names(row.clusters)],
  ]);
}

export function nomenclatureSheet({ rows }: NomenclatureList): TableSheet {
  const words = t().home.data;
  return tableSheet(words.sheet, rows, [
    ['nomenclature', words.name, (row) => (locale() === 'fr' ? row.titleFr : row.titleEn)],
    ['lignes', words.rows, (row) => row.rows],
    ['source', words.source, (row) => row.source],
    ['licence', words.licence, (row) => row.licence],
    ['millesime', words.vintage, (row) => row.vintage],
    ['fichier', words.file, (row) => row.file],
    ['empreinte', `${words.digest} SHA-256`, (row) => row.sha256],
  ]);
}
