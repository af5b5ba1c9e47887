import type { ComponentChildren, VNode } from 'preact';
import type { KeptTable } from './table-view.ts';

/** One step of the breadcrumb; the last has no address. */
export interface Crumb {
  readonly label: string;
  readonly href?: string;
}

/** What a page function returns: the chrome around it is the layout's affair. */
export interface Page {
  readonly title: string;
  /** One sentence under the title: what this page is for. */
  readonly lead?: ComponentChildren;
  readonly crumbs?: readonly Crumb[];
  /** The state of the object, shown beside the title (a StatusBadge). */
  readonly status?: VNode;
  /** The one primary action, shown to the right of the title. */
  readonly action?: VNode;
  readonly body: ComponentChildren;
  /** True when rows of the page are demonstration data: the ribbon says so. */
  readonly synthetic?: boolean;
  /** Left navigation of a workspace, at most seven entries. */
  readonly side?: SideNavigation;
  /** People write a lot here: forms may save themselves, grids answer to the arrows. */
  readonly editor?: boolean;
  /** Wide pages (grids, boards) give up the reading width. */
  readonly wide?: boolean;
}

export interface SideNavigation {
  readonly label: string;
  /** The object of this workspace; rooms above may add their entries to its navigation. */
  readonly about?: { readonly kind: string; readonly id: string };
  readonly entries: readonly { readonly label: string; readonly href: string; readonly current: boolean }[];
}

/** What the door knows and the layout shows. */
export interface Chrome {
  /** Path and query of this page, for the language switch and the way back after signing in. */
  readonly here: string;
  readonly person: { readonly name: string; readonly role: string } | null;
  /** Main navigation, already filtered by what the person may open. */
  readonly navigation: readonly {
    readonly label: string;
    readonly href: string;
    readonly current: boolean;
    /** Of the upkeep of the installation: folds away from those of the programme when there are many. */
    readonly upkeep: boolean;
  }[];
  readonly theme: 'system' | 'light' | 'dark';
  /** Said once after a redirect: « Adhésion enregistrée. » */
  readonly flash: { readonly kind: 'success' | 'info' | 'warning'; readonly text: string } | null;
  /** Demonstration data is loaded in this store. */
  readonly demo: boolean;
  /** Embedded store: fine for trying, not for production. */
  readonly embedded: boolean;
  readonly search: string;
  /** The table of this page, when there is one and the reader may keep views of it. */
  readonly table?: KeptTable | null;
}

/** An error beside a field; `field` is the name of the input, empty for the whole form. */
export interface FieldError {
  readonly field: string;
  readonly message: string;
}
