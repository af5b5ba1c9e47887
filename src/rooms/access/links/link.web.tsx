import { ORPCError } from '@orpc/server';
import type { Context } from 'hono';
import type { Operation } from '#kit/action.ts';
import { searchJournal } from '#kit/journal.ts';
import type { FieldError, Page } from '#kit/web/page.ts';
import { readForm } from '#kit/web/read-form.ts';
import { type Route, raw, type Values, type Visit } from '#kit/web/route.ts';
import { closedLinkPage, linkDonePage, linkPage, otherBrowserPage } from './link.page.tsx';
import { getLink, linkState } from './link.query.ts';
import type { Link } from './link.store.ts';
import { type LinkOffer, type OpenedLink, offeredLink } from './offered-links.ts';
import { actByLink, linkOfToken } from './use-link.ts';

interface Opened {
  readonly link: Link;
  readonly offer: LinkOffer;
}

/** The link of this address with the act it opens, or the page that says why it opens none. */
async function open(visit: Visit, c: Context): Promise<Opened | Page> {
  // The address is a secret: nothing indexes it, and no other site learns it (the server sends no referrer elsewhere).
  c.header('X-Robots-Tag', 'noindex');
  const link = await linkOfToken(visit.call, visit.params.token ?? '');
  const offer = link && offeredLink(link.action);
  if (!link || !offer) {
    c.status(404);
    return closedLinkPage(null);
  }
  const state = linkState(link, visit.call.services.clock.now());
  if (state === 'open') return { link, offer };
  c.status(410);
  return closedLinkPage({ ...link, state });
}

const openedLink = ({ id, input, label }: Link, visit: Visit): OpenedLink => ({
  id,
  input,
  label,
  path: `/lien/${visit.params.token}`,
});

const show = async (
  { link, offer }: Opened,
  visit: Visit,
  typed?: Values,
  errors?: readonly FieldError[],
): Promise<Page> => {
  const opened = openedLink(link, visit);
  return linkPage({
    title: offer.action.meta.title,
    submit: offer.submit ?? offer.action.meta.title,
    purpose: link.purpose,
    label: link.label,
    madeBy: link.madeBy,
    expiresAt: link.expiresAt,
    action: visit.here,
    shown: (await offer.shows?.(opened, visit.call)) ?? null,
    fields: (await offer.fields?.(opened, visit.call)) ?? null,
    values: typed ?? (await offer.values?.(opened, visit.call)),
    errors,
  });
};

/** Only what the form asks is read: what the link is bound to comes from the link. */
function typedInput(operation: Operation, link: Link, typed: Values): Record<string, unknown> {
  const own = Object.fromEntries(Object.entries(typed).filter(([name]) => !(name in link.input)));
  return readForm(operation.schema, own);
}

export const linkRoutes: readonly Route[] = [
  raw({
    path: '/lien/:token',
    method: 'GET',
    of: getLink,
    async handle(visit, c) {
      const opened = await open(visit, c);
      return 'link' in opened ? show(opened, visit) : opened;
    },
  }),
  raw({
    path: '/lien/:token/document',
    method: 'GET',
    of: getLink,
    async handle(visit, c) {
      const opened = await open(visit, c);
      if (!('link' in opened)) return opened;
      const document = await opened.offer.document?.(openedLink(opened.link, visit), visit.call);
      if (document) return document;
      c.status(404);
      return closedLinkPage(null);
    },
  }),
  raw({
    path: '/lien/:token',
    method: 'POST',
    of: getLink,
    async handle(visit, c) {
      const opened = await open(visit, c);
      if (!('link' in opened)) return opened;
      const { link, offer } = opened;
      const typed = (await c.req.parseBody({ all: true })) as Values;
      const proven = offer.fromBrowser?.(visit.call, c.req.header('cookie') ?? null) ?? {};
      try {
        await actByLink(link, offer, { ...typedInput(offer.action, link, typed), ...proven }, visit.call);
      } catch (error) {
        return refused(error, opened, visit, c, typed);
      }
      const { lines } = await searchJournal(visit.call.services.store.sql, { actor: link.id, limit: 1 });
      return linkDonePage({
        title: offer.action.meta.title,
        purpose: link.purpose,
        label: link.label,
        afterwards: offer.afterwards ?? null,
        line: lines[0] ?? null,
        signIn: offer.action.meta.name.startsWith('access.'),
      });
    },
  }),
];

async function refused(error: unknown, opened: Opened, visit: Visit, c: Context, typed: Values): Promise<Page> {
  if (!(error instanceof ORPCError)) throw error;
  // Somebody else pressed the button first: the link now says so.
  if (error.code === 'LINK_SPENT') {
    const again = await open(visit, c);
    if (!('link' in again)) return again;
  }
  if (error.code === 'NOT_FOUND' && opened.offer.fromBrowser) {
    c.status(409);
    return otherBrowserPage(opened.offer.action.meta.title);
  }
  if (![409, 410, 422, 429].includes(error.status)) throw error;
  c.status(error.status as 422);
  const fields = (error.data as { fields?: FieldError[] } | undefined)?.fields;
  return show(opened, visit, typed, fields ?? [{ field: '', message: error.message }]);
}
