import type { VNode } from 'preact';
import type { Operation } from '#kit/action.ts';
import type { Call } from '#kit/context.ts';
import type { Say } from '#kit/say.ts';
import type { Values } from '#kit/web/route.ts';

/** A link that somebody opened, as the room that offers its act may know it. */
export interface OpenedLink {
  readonly id: string;
  readonly input: Record<string, unknown>;
  /** Who acts by it, as the journal names them. */
  readonly label: string;
  /** The path of its page; what it shows lies below. */
  readonly path: string;
}

/** How an act is offered behind a one-off link, beside its title and the purpose written on the link. */
export interface LinkOffer {
  readonly action: Operation;
  /** The button, a verb with its object; the action's title when absent. */
  readonly submit?: Say;
  /** What the person has to fill in; most acts need nothing. Called at each opening, with nobody's rights. */
  readonly fields?: (link: OpenedLink, call: Call) => VNode | Promise<VNode>;
  /** What the fields hold when the page is opened: what is already known. */
  readonly values?: (link: OpenedLink, call: Call) => Promise<Values>;
  /** What is shown above the form: the text to sign, why the act is no longer possible. Called at each opening, with nobody's rights. */
  readonly shows?: (link: OpenedLink, call: Call) => Promise<VNode>;
  /** The document that the act is about, at the link's path and `/document`, while the link is open; null when there is none. */
  readonly document?: (link: OpenedLink, call: Call) => Promise<Response | null>;
  /** What happens next, on the receipt. */
  readonly afterwards?: Say;
  /** Values that only this browser can give, from its cookies; compared with those the link is bound to. */
  readonly fromBrowser?: (call: Call, cookies: string | null) => Values;
}

const offers = new Map<string, LinkOffer>();

/**
 * Lets an action of any room be done through a one-off link (`/lien/…`). A room calls it once, where it introduces itself; the action says
 * `byLink` in its permission.
 */
export function offerByLink(offer: LinkOffer): void {
  if (!offer.action.meta.permission.byLink) throw new Error(`${offer.action.meta.name} does not say byLink`);
  offers.set(offer.action.meta.name, offer);
}

export const offeredLink = (action: string): LinkOffer | null => offers.get(action) ?? null;

export const offeredLinks = (): readonly LinkOffer[] => [...offers.values()];
