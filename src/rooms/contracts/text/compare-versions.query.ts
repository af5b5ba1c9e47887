import * as z from 'zod';
import { defineQuery, notFound } from '#kit/action.ts';
import { headOfContract } from '../contract-head.store.ts';
import { CONTRACT_READERS } from '../contracts.roles.ts';
import { contractKey } from '../contracts.schemas.ts';
import { contractPlace } from '../place.ts';
import { versionComparison, wordedComparison } from './comparison.ts';
import { textRefusing } from './text.refusals.ts';
import type { TextVersion } from './text.ts';
import { readVersion, versionsOf } from './version.store.ts';

const version = z.string().max(80).optional();

/**
 * What changed from one version of a contract's text to another, article by article, objective by objective. Without versions: from the last draft
 * sent to the parties, or else the text before, to the newest one.
 */
export const compareVersions = defineQuery({
  name: 'contracts.compareVersions',
  title: { fr: 'Comparer deux versions d’un contrat', en: 'Compare two versions of a contract' },
  path: '/contracts/{contract}/text/comparison',
  permission: { who: CONTRACT_READERS, where: contractPlace },
  input: z.object({ contract: contractKey, before: version, after: version }),
  output: versionComparison,
  refusals: textRefusing('NO_VERSION'),
  async run({ sql, today, refuse }, { contract: id, ...asked }) {
    const contract = await headOfContract(sql, id);
    if (!contract) throw notFound();
    const versions = await versionsOf(sql, id);
    const read = async (field: 'before' | 'after', key: string | undefined) =>
      (await readVersion(sql, id, key, today)) ?? refuse('NO_VERSION', { field, with: { version: key ?? '' } });
    const after = await read('after', asked.after);
    const before = await read(
      'before',
      asked.before ?? versionBefore(versions, after.version)?.key ?? after.version.key,
    );
    const groups = wordedComparison(before.frozen, after.frozen);
    const things = groups.flatMap((group) => group.things);
    const count = (change: string) => things.filter((thing) => thing.change === change).length;
    return {
      contract,
      versions,
      before: before.version,
      after: after.version,
      groups,
      counts: { added: count('added'), removed: count('removed'), changed: count('changed') },
    };
  },
});

/** The version that one is naturally compared with: the next older one that was not given up. */
export function versionBefore(versions: readonly TextVersion[], after: TextVersion): TextVersion | undefined {
  const place = versions.findIndex(({ key }) => key === after.key);
  return versions.slice(place + 1).find(({ state, kind }) => kind === 'sent' || state !== 'abandoned');
}
