import type { Call } from '#kit/context.ts';
import { say } from '#kit/say.ts';
import { loadClusters } from './cluster/cluster.load.ts';
import { loadNomenclatures } from './nomenclature.load.ts';
import { listNomenclatures } from './nomenclature.store.ts';

/**
 * Brings the store up to the reference data: nomenclatures, then clusters, all or nothing. Doing it again changes nothing. Gives what the
 * store holds, for the start-up message.
 */
export async function loadRegistry({ services, actor, requestId }: Call): Promise<{ what: string; rows: number }[]> {
  return services.store.sql.transaction().execute(async (sql) => {
    await loadNomenclatures(sql);
    await loadClusters({ sql, now: services.clock.now(), actor, requestId });
    const held = await listNomenclatures(sql);
    return held.map(({ title_fr: fr, title_en: en, rows }) => ({ what: say({ fr, en }), rows }));
  });
}
