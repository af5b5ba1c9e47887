/** The registry's door: what other rooms, the demonstration and the command line may use. */
export { amendCluster } from './cluster/amend-cluster.action.ts';
export { appointRepresentative } from './cluster/appoint-representative.action.ts';
export { loadClusters } from './cluster/cluster.load.ts';
export { getCluster } from './cluster/cluster.query.ts';
export { type ClusterDetail, type ClusterList, type ClusterRow, clusterId } from './cluster/cluster.ts';
export type { ClusterLink, FindClusterLink } from './cluster/cluster-link.ts';
export { clustersOn, labelHolders, listClusters } from './cluster/cluster-list.query.ts';
export {
  type ContractingCluster,
  contractingCluster,
  memberCountsOnDay,
  membersOnDay,
} from './cluster/contracting-cluster.ts';
export { decideLabel } from './cluster/decide-label.action.ts';
export { designateStrategic } from './cluster/designate-strategic.action.ts';
export { setCategory } from './cluster/set-category.action.ts';
export { setGovernanceBody } from './cluster/set-governance-body.action.ts';
export { setRegions } from './cluster/set-regions.action.ts';
export { CommuneField } from './commune-field.tsx';
export type { EnterpriseSize } from './enterprise-size.rules.ts';
export { clustersWithin } from './fragments.store.ts';
export { applyImport } from './import/apply-import.action.ts';
export { headerMeaning, headerUnit, type MoneyUnit } from './import/column-match.rules.ts';
export type { TextRow } from './import/delimited-text.rules.ts';
export { importCommands, type Perform } from './import/import.cli.ts';
export { allImportsSettled, importSettled, resumeImports, stopImports } from './import/import.runner.ts';
export { columnLetter, type FileTable, readImportFile } from './import/import-file.ts';
export { type Read, readAmount, readCountry, readDay, readHeadcount, readSiren } from './import/import-value.rules.ts';
export type { KnownOrganisation, KnownOrganisations } from './import/known-organisation.rules.ts';
export { knownOrganisations } from './import/known-organisation.store.ts';
export { matchImport } from './import/match-import.action.ts';
export { recordUpload } from './import/record-upload.action.ts';
export { startMembersImport, startOrganisationsImport } from './import/start-import.action.ts';
export { factsAddress, inAddress, type Listing, listAddress } from './list-address.ts';
export { type Filter, ListFrame } from './list-frame.tsx';
export { applyForMembership } from './membership/apply-for-membership.action.ts';
export { decideApplication } from './membership/decide-application.action.ts';
export { endMembership } from './membership/end-membership.action.ts';
export { joinCluster } from './membership/join-cluster.action.ts';
export { listMembers } from './membership/member-list.query.ts';
export { yearsOfMembers } from './membership/member-list.store.ts';
export { recordFee } from './membership/record-fee.action.ts';
export { withdrawApplication } from './membership/withdraw-application.action.ts';
export { loadNomenclatures, readReference } from './nomenclature.load.ts';
export {
  type Coded,
  type CodesNamed,
  codesNamed,
  filieres,
  searchCodes,
} from './nomenclature-codes.store.ts';
export { amendOrganisation } from './organisation/amend-organisation.action.ts';
export { createOrganisation } from './organisation/create-organisation.action.ts';
export { enterprisesOn } from './organisation/enterprises-on.ts';
export { linkGroup } from './organisation/link-group.action.ts';
export { getOrganisation } from './organisation/organisation.query.ts';
export { organisationId } from './organisation/organisation.ts';
export { OrganisationFinder } from './organisation/organisation-finder.tsx';
export { listOrganisations } from './organisation/organisation-list.query.ts';
export { recordAccounts } from './organisation/record-accounts.action.ts';
export { refreshSizes } from './organisation/size.store.ts';
export {
  clusterPlace,
  membershipPlace,
  nationwide,
  openHere,
  organisationPlace,
  type ReachOf,
  reaches,
  reachOf,
} from './place.ts';
export { actingDay } from './programme/acting-day.ts';
export { getKeyFigures } from './programme/key-figures.query.ts';
export { getProgramme } from './programme/programme.query.ts';
export { speakingDay } from './programme/programme.store.ts';
export type { SearchResults } from './programme/programme.ts';
export { updateProgramme } from './programme/update-programme.action.ts';
export { getWeek } from './programme/week.query.ts';
export type { FoundTask, TaskKind, TaskSearch } from './programme/week.tasks.ts';
export { builders, callBy, someone } from './registry.fixture.ts';
export { loadRegistry } from './registry.load.ts';
export { CertaintyMark, ClosedAct, facetChoices, Name } from './registry.marks.tsx';
export {
  type Facet,
  facet,
  longText,
  optionalText,
  paged,
  paging,
  searchWords,
  shortText,
} from './registry.schemas.ts';
export { partlyFurnished, type Refused, refusalOf, testServices } from './registry.testing.ts';
export { everyRow, listInput, listingOf, may, organisationChoice, regionNames } from './registry.visit.ts';
export { registry } from './room.ts';
export { scopeDirectory } from './scope-directory.store.ts';
export { searchRegistry } from './search/search.query.ts';
export {
  formatSiren,
  isSyntheticSiren,
  parseSiren,
  sirenRefusals,
  syntheticSiren,
  syntheticSiret,
} from './siren.rules.ts';
export { foldName, type RegionVintage, regionVintageOn } from './territory.rules.ts';
export { listRegions } from './territory.store.ts';
export * from './vocabulary.ts';
