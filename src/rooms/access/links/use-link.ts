import { ORPCError } from '@orpc/server';
import type { Actor } from '#kit/actor.ts';
import type { Call } from '#kit/context.ts';
import { type Say, say } from '#kit/say.ts';
import { perform } from '#kit/web/route.ts';
import { type Link, linkByHash, useLink } from './link.store.ts';
import type { LinkOffer } from './offered-links.ts';
import { hashToken } from './one-off-link.ts';

const SPENT: Say = {
  fr: 'Ce lien a déjà servi, a expiré ou a été remplacé\u202f: rien n’a été fait de plus.',
  en: 'This link was used, has expired or was replaced: nothing more was done.',
};

/**
 * Does what a link is for: the action runs as the link, bound to its input, and the link is marked used first thing in the same
 * transaction. Of two people who press the button at once, one acts and the other is told; an act that is refused leaves the link open.
 * @throws ORPCError LINK_SPENT (410); the action's own refusals.
 */
export async function actByLink(
  link: Link,
  offer: LinkOffer,
  typed: Record<string, unknown>,
  call: Call,
): Promise<unknown> {
  const actor: Actor = {
    kind: 'link',
    id: link.id,
    name: link.label,
    grants: [],
    action: link.action,
    input: link.input,
  };
  const onEnter: Call['onEnter'] = async (sql) => {
    if (!(await useLink(sql, link.id, call.services.clock.now()))) {
      throw new ORPCError('LINK_SPENT', { status: 410, message: say(SPENT) });
    }
  };
  return perform(offer.action, { ...link.input, ...typed }, { ...call, actor, onEnter });
}

export const linkOfToken = (call: Call, token: string): Promise<Link | null> =>
  linkByHash(call.services.store.sql, hashToken(token));
