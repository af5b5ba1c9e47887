import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Actor, type Role, systemActor } from '#kit/actor.ts';
import { fixedClock } from '#kit/clock.ts';
import { parseConfig } from '#kit/config.ts';
import type { Call, Services } from '#kit/context.ts';
import type { Store } from '#kit/db/database.ts';
import { receiveFile } from '#kit/files.ts';
import { type Log, openLog } from '#kit/log.ts';
import { perform } from '#kit/web/route.ts';
import { createCluster } from '../cluster/create-cluster.action.ts';
import { loadNomenclatures } from '../nomenclature.load.ts';
import { syntheticSiren } from '../siren.rules.ts';
import { applyImport } from './apply-import.action.ts';
import { writeDelimited } from './delimited-text.rules.ts';
import { getImport } from './import.query.ts';
import { importSettled } from './import.runner.ts';
import { matchImport } from './match-import.action.ts';
import { recordUpload } from './record-upload.action.ts';
import { startMembersImport, startOrganisationsImport } from './start-import.action.ts';

export const CLUSTER = 'pole-d-essai';

/** A person holding one function, as doors hand them over. */
export const person = (role: Role, cluster?: string): Actor => ({
  kind: 'person',
  id: `per-${role}-${cluster ?? 'programme'}`,
  name: `Essai ${role}`,
  email: `${role}@demo.grappe.example`,
  grants: [{ role, scope: cluster ? { kind: 'cluster', id: cluster } : { kind: 'programme' } }],
});

const ownFolders: string[] = [];

function ownFolder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'grappe-import-'));
  ownFolders.push(dir);
  return dir;
}

/** Removes the data folders that the tests of a file were given; for `afterAll`. */
export function removeOwnFolders(): void {
  for (const dir of ownFolders.splice(0)) rmSync(dir, { recursive: true, force: true });
}

/** Services around a store, with a data folder of their own; 15 September 2014 unless said otherwise. */
export async function importServices(
  store: Store,
  given: { readonly demo?: boolean; readonly log?: Log; readonly dataDir?: string; readonly at?: string } = {},
): Promise<Services> {
  const dataDir = given.dataDir ?? ownFolder();
  return {
    config: parseConfig({ NODE_ENV: 'test', GRAPPE_DATA: dataDir, GRAPPE_DEMO: given.demo === false ? 'off' : 'on' }),
    store,
    clock: fixedClock(given.at ?? '2014-09-15T08:00:00Z'),
    random: Math.random,
    log: given.log ?? openLog({ level: 'silent' }),
  };
}

export const callAs = (services: Services, actor: Actor): Call => ({
  services,
  actor,
  door: 'web',
  requestId: crypto.randomUUID(),
});

export const OPERATOR = systemActor('Essai');

/** The nomenclatures that rows are read against. */
export const prepareNomenclatures = async (services: Services): Promise<void> => {
  await services.store.sql.transaction().execute((trx) => loadNomenclatures(trx));
};

/** One cluster to import members into. */
export async function prepareCluster(services: Services, cluster = CLUSTER): Promise<void> {
  const named = { cluster, name: `Pôle ${cluster}`, sector: 'Essais' };
  await perform(createCluster, named, callAs(services, OPERATOR));
}

/** Both. */
export async function prepareRegistry(services: Services): Promise<void> {
  await prepareNomenclatures(services);
  await prepareCluster(services);
}

/** Sends bytes as the doors do. Returns the id of the stored file. */
export async function send(call: Call, bytes: Uint8Array | string, name: string): Promise<string> {
  const content = typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes;
  const reception = await receiveFile(call.services.config.dataDir, [content]);
  if (!reception.ok) throw new Error(reception.reason.en);
  const { file } = await perform(recordUpload, { ...reception.file, name, mediaType: 'text/csv' }, call);
  return file;
}

type Matching = Omit<Parameters<typeof perform<typeof matchImport>>[1], 'import'>;

/** Sends a file, matches it and waits for its check. */
export async function checkFile(
  call: Call,
  bytes: Uint8Array | string,
  options: {
    readonly kind?: 'members' | 'organisations';
    readonly name?: string;
    readonly match?: Matching;
    readonly cluster?: string;
  } = {},
) {
  const file = await send(call, bytes, options.name ?? 'liste.csv');
  const { import: id } =
    options.kind === 'organisations'
      ? await perform(startOrganisationsImport, { file }, call)
      : await perform(startMembersImport, { cluster: options.cluster ?? CLUSTER, file }, call);
  await perform(matchImport, { import: id, ...options.match, check: true }, call);
  await importSettled(call.services, id);
  return perform(getImport, { import: id, sort: 'row', pageSize: 500 }, call);
}

/** Applies a checked import and waits for its end. */
export async function applyChecked(call: Call, id: string) {
  await perform(applyImport, { import: id }, call);
  await importSettled(call.services, id);
  return perform(getImport, { import: id, sort: 'row', pageSize: 500 }, call);
}

/** A file as French spreadsheets write it. */
export const csv = (...rows: readonly (readonly string[])[]): string =>
  `${rows.map((row) => writeDelimited(row, ';')).join('\r\n')}\r\n`;

export const MEMBER_HEADERS = ['SIREN', 'Raison sociale', 'Collège', 'Date d’adhésion'];

/** After so many, the values of `memberRows` repeat themselves but for the SIREN and the number in the name. */
export const ROWS_PERIOD = 3_600;

/** Rows of invented members, each with figures, as a cluster's own spreadsheet may have them. */
export const memberRows = (count: number, from = 0): string[][] =>
  Array.from({ length: count }, (_, place) => {
    const n = from + place;
    return [
      syntheticSiren(n),
      `${['Atelier', 'Fabrique', 'Maison', 'Comptoir'][n % 4]} ${['Optique', 'Données', 'Matériaux', 'Énergie', 'Santé'][n % 5]} ${n}`,
      ['PME', 'PME', 'ETI et grands groupes', 'Recherche et formation'][n % 4]!,
      `0${1 + (n % 9)}/0${1 + (n % 8)}/20${10 + (n % 4)}`,
      `${1 + (n % 3)} ${100 + (n % 900)},50`,
      String(1 + (n % 240)),
      `${1 + (n % 40)} ${100 + (n % 900)} 000`,
      '72.19Z',
      ['38185', '69123', '31555', '35238'][n % 4]!,
    ];
  });

export const FULL_HEADERS = [
  ...MEMBER_HEADERS,
  'Cotisation 2013',
  'Effectif 2013',
  'CA 2013',
  'Code NAF',
  'Code commune',
];

/** Opens a cluster of its own on a shared store, with its officer and invented members that no other has. */
export type Houses = Awaited<ReturnType<typeof housesOn>>;
export type ImportHouse = Awaited<ReturnType<Houses>>;

/** Tests share a store, and the nomenclatures that take longest to load; each has its own cluster in it. */
export async function housesOn(store: Store) {
  await prepareNomenclatures(await importServices(store));
  let houses = 0;
  return async (given: Parameters<typeof importServices>[1] = {}) => {
    const services = await importServices(store, given);
    const cluster = `${CLUSTER}-${++houses}`;
    const first = houses * ROWS_PERIOD;
    await prepareCluster(services, cluster);
    const call = callAs(services, person('cluster-officer', cluster));
    const check = (file: string, match: Matching = {}, name = 'liste.csv') =>
      checkFile(call, file, { cluster, match, name });
    return {
      services,
      cluster,
      call,
      db: store.sql,
      check,
      importFile: async (file: string) => applyChecked(call, (await check(file)).id),
      rows: (count: number) => memberRows(count, first),
      siren: (n: number) => syntheticSiren(first + n),
    };
  };
}
