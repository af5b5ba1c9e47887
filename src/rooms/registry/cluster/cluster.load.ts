import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Actor } from '#kit/actor.ts';
import type { Sql } from '#kit/db/database.ts';
import { appendJournal } from '#kit/journal.ts';
import { readLines } from '../nomenclature.load.ts';
import { loadedNomenclatures, recordNomenclature } from '../nomenclature.store.ts';
import { insertProgramme } from '../programme/programme.store.ts';
import { PROGRAMME_ID } from '../programme/programme.ts';
import { foldName } from '../territory.rules.ts';
import { LIST_SOURCE, SEED_SOURCE } from './cluster-facts.ts';
import { clusterReference } from './cluster-reference.rules.ts';
import { insertReference } from './cluster-reference.store.ts';

const REFERENCE_FOLDER = new URL('../../../../reference/', import.meta.url);
const FILES = ['poles-2013.csv', 'poles-2013-complements.csv'] as const;

/** Raise it when cluster-facts.ts or the reading of the files changes, so that filled stores read them again. */
const READING = 1;

interface Loading {
  /** An open transaction. */
  readonly sql: Sql;
  readonly now: Date;
  readonly actor: Pick<Actor, 'id' | 'name'>;
  readonly requestId: string | null;
}

/**
 * Files the 71 clusters of 2013, those that came before and after them, and the programme itself, in the caller's transaction and after
 * the nomenclatures. What the store holds already is left alone, whatever the files say: people may have corrected it. One line of
 * the journal tells what was added, with the digest of the files.
 */
export async function loadClusters({
  sql,
  now,
  actor,
  requestId,
}: Loading): Promise<{ clusters: number; loaded: boolean }> {
  const contents = await Promise.all(FILES.map((file) => readFile(new URL(file, REFERENCE_FOLDER), 'utf8')));
  const sha256 = createHash('sha256')
    .update(`${READING}\n${contents.join('\n')}`)
    .digest('hex');
  const held = (await loadedNomenclatures(sql)).get('registry.cluster');
  if (held?.sha256 === sha256) return { clusters: held.rows, loaded: false };

  const [lines, complements] = contents.map((content, place) => readLines(content, FILES[place]!));
  const reference = clusterReference(lines!, complements!);
  await insertProgramme(sql, {
    id: PROGRAMME_ID,
    name_fr: 'Pôles de compétitivité, troisième phase (2013-2018)',
    name_en: 'Competitiveness clusters, third phase (2013-2018)',
    starts_on: '2013-01-01',
    ends_on: '2018-12-31',
    reference_day: null,
    strategic_ceiling: 20,
    source: SEED_SOURCE,
  });
  const added = await insertReference(sql, reference, now, foldName);
  await recordNomenclature(sql, {
    name: 'registry.cluster',
    title_fr: 'Pôles de compétitivité de 2013',
    title_en: 'Competitiveness clusters of 2013',
    file: FILES.join(' '),
    sha256,
    rows: lines!.length,
    source: LIST_SOURCE,
    licence: 'Faits publics, sans licence attachée',
    vintage: 'Juillet 2012 – juin 2013',
  });
  await appendJournal(sql, {
    at: now,
    actorId: actor.id,
    actorName: actor.name,
    onBehalfOf: null,
    action: 'registry.loadReference',
    objectKind: 'programme',
    objectId: PROGRAMME_ID,
    reason: null,
    before: null,
    after: { files: FILES, sha256, clusters: lines!.length, added },
    requestId,
  });
  return { clusters: lines!.length, loaded: true };
}
