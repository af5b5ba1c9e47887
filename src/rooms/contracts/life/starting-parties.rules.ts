import type { ContractingCluster } from '#rooms/registry';
import type { PartyTable } from '../contract.ts';

/** The parties that a contract starts with (R22): per region the State and the regional council, the coordinating region first; then the association. */
export function startingParties(cluster: ContractingCluster): Omit<PartyTable, 'edition_id'>[] {
  const regions = cluster.regions.toSorted((a, b) => Number(b.coordinating) - Number(a.coordinating));
  const party = (kind: PartyTable['kind'], id: string, name: string, region: string | null, coordinating = false) => ({
    id,
    kind,
    name,
    region,
    coordinating,
    metropole: null,
  });
  return [
    ...regions.map(({ code, name, coordinating }) =>
      party('state', `state-${code}`, `État, préfet de région (${name})`, code, coordinating),
    ),
    ...regions.map(({ code, name }) => party('region', `region-${code}`, `Conseil régional (${name})`, code)),
    party('cluster', 'cluster', cluster.association?.name ?? cluster.name, null),
  ].map((one, index) => ({ ...one, position: index + 1 }));
}
