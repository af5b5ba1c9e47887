import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { ATTACHED_REFUSALS, attachedFile, keepAttached } from '#kit/attached-file.ts';
import { say } from '#kit/say.ts';
import { reaches, reachOf, readImportFile } from '#rooms/registry';
import { TEAM } from '../projects.roles.ts';
import { importedFor } from './imports.place.ts';
import { refusing } from './imports.refusals.ts';
import { IMPORT_KINDS, LAYOUTS } from './imports.ts';
import { insertProjectImport } from './project-import.store.ts';
import { countKnown, recognise } from './table.rules.ts';

/** Where references come from when the person does not say. */
const SOURCES = { 'cordis-projects': 'CORDIS', 'cordis-organisations': 'CORDIS', ademe: 'ADEME' } as const;
export const PROGRAMME_SOURCE = 'programme';

/** Receives a table of projects, partners, aid or results, and recognises what it holds. Nothing of it is written yet: its dry run is read first. */
export const recordProjectFile = defineAction({
  name: 'projects.recordProjectFile',
  title: { fr: 'Recevoir un fichier de projets à importer', en: 'Receive a file of projects to import' },
  path: '/project-imports',
  // A person of one cluster may open the form before choosing it; the act itself wants it named.
  permission: {
    who: TEAM,
    where: async (sql, { cluster }, { actor }) =>
      cluster ? importedFor(sql, cluster) : { clusters: reachOf(actor, TEAM).clusters },
  },
  input: z.object({
    file: attachedFile.optional(),
    /** What the file holds, when its headers are not to decide. */
    kind: z.enum(IMPORT_KINDS).nullish(),
    /** Follows the projects whose line names no cluster. Only the administrator leaves it out. */
    cluster: z.string().max(80).nullish(),
    /** References are unique within a source: the name of the cluster, or `programme`, unless said otherwise. */
    source: z.string().trim().min(1).max(80).nullish(),
    /** Projects of the demonstration; the administrator only. */
    synthetic: z.boolean().default(false),
  }),
  output: z.object({ projectImport: z.string(), kind: z.enum(IMPORT_KINDS), layout: z.enum(LAYOUTS) }),
  refusals: { ...refusing('NO_FILE', 'CLUSTER_WANTED', 'UNREADABLE', 'SYNTHETIC_RESERVED'), ...ATTACHED_REFUSALS },
  async run(ctx, { file: given, cluster, ...input }) {
    if (!cluster && !reachOf(ctx.actor, TEAM).everything) ctx.refuse('CLUSTER_WANTED', { field: 'cluster' });
    if (!given) return ctx.refuse('NO_FILE', { field: 'file' });
    if (input.synthetic && !reaches(ctx.actor, ['administrator'], {}))
      ctx.refuse('SYNTHETIC_RESERVED', { field: 'synthetic' });
    const head = await readImportFile(Buffer.from(given.base64, 'base64'), countKnown);
    if (!head.ok) return ctx.refuse('UNREADABLE', { field: 'file', with: { reason: say(head.reason) } });
    const found = recognise(head.table.headers, input.kind ?? null);
    if (!found.ok) return ctx.refuse('UNREADABLE', { field: 'file', with: { reason: say(found.reason) } });
    const { kind, layout } = found;
    const file = await keepAttached(ctx, given);
    const row = {
      id: ctx.newId('pim'),
      kind,
      layout,
      cluster_id: cluster ?? null,
      source: input.source ?? (layout === 'own' ? (cluster ?? PROGRAMME_SOURCE) : SOURCES[layout]),
      file_id: file.id,
      file_name: file.name,
      synthetic: input.synthetic,
      state: 'staged' as const,
      counts: null,
      recorded_by: ctx.actor.name,
      recorded_at: ctx.now,
      applied_at: null,
    };
    await insertProjectImport(ctx.sql, row);
    ctx.record({
      object: { kind: 'project-import', id: row.id },
      after: {
        kind,
        layout,
        cluster: row.cluster_id,
        source: row.source,
        file: file.name,
        bytes: file.bytes,
        sha256: file.sha256,
      },
    });
    return { projectImport: row.id, kind, layout };
  },
});
