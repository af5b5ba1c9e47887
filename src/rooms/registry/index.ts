/** The registry's door: what other rooms, the demonstration and the command line may use. */
export { clusterPlace, membershipPlace, nationwide, organisationPlace, reaches, reachOf } from './place.ts';
export { registry } from './room.ts';
export * from './vocabulary.ts';
