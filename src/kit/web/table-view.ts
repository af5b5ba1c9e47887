import type { Operation } from '../action.ts';
import type { Call } from '../context.ts';
import type { Page } from './page.ts';

/** A table as somebody keeps it: its address, with criteria, columns and file, under a name. */
export interface TableView {
  readonly id: string;
  readonly name: string;
  readonly address: string;
  readonly shared: boolean;
  /** Who keeps it. */
  readonly owner: string;
  /** It is the reader's own: they may change and forget it. */
  readonly own: boolean;
}

/** What one room keeps of the tables of all the others. */
export interface ViewKeeper {
  /** Shown to whoever may enter this operation. */
  readonly of: Operation;
  /** The reader's own views of the table at this path, and those that others share. */
  readonly viewsOf: (path: string, call: Call) => Promise<readonly TableView[]>;
}

/** What its owner will know the table of a page by: « Objectifs et cibles » alone would not say of which contract. */
export function tableTitle({ title, crumbs = [] }: Page): string {
  const above = crumbs.length > 2 ? crumbs.at(-2)!.label : '';
  return title.includes(above) ? title : `${above} – ${title}`;
}

/** A table on the page, for a reader who may keep views of it. */
export interface KeptTable {
  readonly title: string;
  readonly views: readonly TableView[];
}
