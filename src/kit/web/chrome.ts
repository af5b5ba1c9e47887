import type { Context as HonoContext } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { mayEnter } from '../action.ts';
import { type Actor, ROLE_TITLES } from '../actor.ts';
import type { Call } from '../context.ts';
import { say } from '../say.ts';
import type { Chrome, Page } from './page.ts';
import type { Env, OpenDoor } from './server.ts';

type C = HonoContext<Env>;

/** What is said once after a redirect, kept until the next page. */
export const FLASH = 'grappe_flash';

function takeFlash(c: C): Chrome['flash'] {
  const kept = getCookie(c, FLASH);
  if (!kept) return null;
  setCookie(c, FLASH, '', { path: '/', maxAge: 0 });
  try {
    const { kind, text } = JSON.parse(decodeURIComponent(kept));
    return { kind: ['success', 'info', 'warning'].includes(kind) ? kind : 'info', text: String(text) };
  } catch {
    return null;
  }
}

/** From this rank on, entries of the menu are about the upkeep of the installation. */
const FIRST_UPKEEP_RANK = 70;

/** What stands around a page: who reads, where they may go, and what was just said to them. */
export function chromeOf(c: C, door: OpenDoor): Chrome {
  const call = c.get('call') as Call | undefined;
  const { services } = door;
  const url = new URL(c.req.url);
  const path = url.pathname;
  const theme = getCookie(c, 'grappe_theme');
  const actor = call?.actor;
  return {
    here: path + url.search,
    person:
      actor && actor.kind !== 'stranger' && actor.kind !== 'link' ? { name: actor.name, role: roleOf(actor) } : null,
    navigation: door.web.menu
      .filter((entry) => call && mayEnter(entry.of.meta, call))
      .map((entry) => ({
        label: say(entry.label),
        href: entry.href,
        upkeep: entry.rank >= FIRST_UPKEEP_RANK,
        current: entry.href === '/' ? path === '/' : path === entry.href || path.startsWith(`${entry.href}/`),
      })),
    theme: theme === 'light' || theme === 'dark' ? theme : 'system',
    flash: takeFlash(c),
    demo: services.config.demo,
    embedded: services.store.kind === 'embedded',
    search: path === '/recherche' ? (url.searchParams.get('q') ?? '') : '',
  };
}

/** The left navigation of an object, with what rooms above the one that shows it have about the same object. */
export function withSideEntries(c: C, door: OpenDoor, page: Page): Page {
  const about = page.side?.about;
  const call = c.get('call') as Call | undefined;
  if (!page.side || !about || !call) return page;
  const added = door.web.sideEntries
    .filter((entry) => entry.about === about.kind && mayEnter(entry.of.meta, call))
    .map((entry) => ({ label: say(entry.label), href: entry.href(about.id), current: false }))
    // A room on its own page has its entry there already, as the current one.
    .filter(({ href }) => !page.side!.entries.some((entry) => entry.href === href));
  return { ...page, side: { ...page.side, entries: [...page.side.entries, ...added] } };
}

const roleOf = (actor: Actor): string => {
  const first = actor.grants[0];
  return first ? say(ROLE_TITLES[first.role]) : '';
};
