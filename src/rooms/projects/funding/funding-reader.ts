import { notFound } from '#kit/action.ts';
import type { Place } from '#kit/actor.ts';
import type { QueryContext } from '#kit/context.ts';
import { standingOf, visibleBlocks } from '../project/audience.rules.ts';
import { audiencesOf, noteOpening, readingFacts } from '../project/audience.store.ts';
import { regionScopes } from './files/application.store.ts';
import type { Funder } from './files/application.ts';
import { decidesFor } from './files/funder.rules.ts';

export interface FundingReader {
  readonly place: Place;
  /** Reads every file; otherwise only those addressed to the funder that the reader decides for. */
  readonly all: boolean;
  /** Decides in the name of this funder on this project. */
  readonly decides: (addressee: { readonly funder: Funder; readonly regions: readonly string[] }) => boolean;
}

/** A file as far as its reading goes. */
export interface AddressedFile {
  readonly id: string;
  readonly funder: Funder;
  readonly region: string | null;
  readonly state: string;
}

/**
 * What a person may read of a project's funding: all of it when its block is opened to them, otherwise the files that were submitted to the funder that
 * they decide for. Nobody else knows that the project asks for money.
 */
export async function fundingReader(
  ctx: Pick<QueryContext, 'sql' | 'actor' | 'today' | 'now'>,
  project: string,
  files: readonly AddressedFile[],
): Promise<FundingReader & { readonly readable: ReadonlySet<string>; readonly decided: ReadonlySet<string> }> {
  const { sql, actor } = ctx;
  const facts = await readingFacts(sql, project, actor);
  if (!facts) throw notFound();
  const audiences = await audiencesOf(sql, project);
  const blocks = visibleBlocks(standingOf(actor, facts), audiences);
  const all = blocks.includes('funding');
  const decides: FundingReader['decides'] = (addressee) => decidesFor(actor, addressee, facts.place);
  const regions = new Map<string | null, readonly string[]>([[null, []]]);
  for (const region of new Set(files.flatMap((file) => file.region ?? [])))
    regions.set(region, await regionScopes(sql, region));
  const decided = files.filter(({ funder, region }) => decides({ funder, regions: regions.get(region)! }));
  const readable = all ? files : decided.filter(({ state }) => state !== 'draft');
  if (!all && readable.length === 0) throw notFound();
  await noteOpening(ctx, project, ['funding'], audiences);
  return {
    place: facts.place,
    all,
    decides,
    readable: new Set(readable.map(({ id }) => id)),
    decided: new Set(decided.map(({ id }) => id)),
  };
}
