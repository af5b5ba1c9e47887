import { createHash, randomBytes } from 'node:crypto';
import type { Operation } from '#kit/action.ts';
import type { ActionContext } from '#kit/context.ts';
import type { Say } from '#kit/say.ts';
import { insertLink } from './link.store.ts';

const DAY_MS = 86_400_000;
/** A link that opens for a year is a password on paper. */
export const MAX_LINK_DAYS = 90;

export interface LinkSpec {
  /** An action offered by `offerByLink`. */
  readonly action: Operation;
  /** What the act is bound to; whoever opens the link adds only what the form asks. */
  readonly input: Record<string, unknown>;
  /** Who acts, as the journal will name them: « Claire Fontaine, Ardoise SAS ». */
  readonly label: string;
  /** Where it is sent; null when it is handed over otherwise. */
  readonly email?: string | null;
  readonly expiresInDays: number;
  /** One sentence: what opening the link does and for whom. */
  readonly purpose: Say;
}

export interface MadeLink {
  readonly id: string;
  /** The whole address; kept nowhere, so it is sent now or never. */
  readonly url: string;
  readonly expiresAt: Date;
}

/** What is kept of a token: 256 random bits need no slower digest. */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex');

/**
 * Makes an act possible once, without an account, for whoever receives the address: bound to its input, until a date. Opening it changes
 * nothing, so that a mail scanner does not; its button does. The caller mails the address, and its journal line says for whom.
 */
export async function createOneOffLink(
  ctx: Pick<ActionContext, 'sql' | 'now' | 'newId' | 'actor' | 'services'>,
  spec: LinkSpec,
): Promise<MadeLink> {
  if (!spec.action.meta.permission.byLink) throw new Error(`${spec.action.meta.name} cannot be done by link`);
  if (!(spec.expiresInDays > 0 && spec.expiresInDays <= MAX_LINK_DAYS)) {
    throw new RangeError(`A link lasts from a moment to ${MAX_LINK_DAYS} days, not ${spec.expiresInDays}`);
  }
  const id = ctx.newId('lnk');
  const token = randomBytes(32).toString('base64url');
  const expiresAt = new Date(ctx.now.getTime() + spec.expiresInDays * DAY_MS);
  await insertLink(ctx.sql, {
    id,
    hash: hashToken(token),
    action: spec.action.meta.name,
    input: spec.input,
    label: spec.label,
    email: spec.email ?? null,
    purpose: spec.purpose,
    madeBy: ctx.actor.name,
    madeById: ctx.actor.id,
    madeAt: ctx.now,
    expiresAt,
  });
  return { id, url: `${ctx.services.config.url}/lien/${token}`, expiresAt };
}
