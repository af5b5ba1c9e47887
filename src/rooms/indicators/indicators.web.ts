import type { MenuEntry, SideEntry } from '#kit/room.ts';
import type { Route } from '#kit/web/route.ts';
import { catalogueRoutes } from './catalogue/catalogue.web.ts';
import { figuresAddress } from './figures/figure-address.ts';
import { getPublishedFigures } from './figures/figures.query.ts';
import { figuresRoutes } from './figures/figures.web.tsx';
import { importsRoutes } from './imports/imports.web.tsx';

export const routes: readonly Route[] = [...catalogueRoutes, ...importsRoutes, ...figuresRoutes];

export const menu: readonly MenuEntry[] = [
  { label: { fr: 'Chiffres', en: 'Figures' }, href: '/chiffres', of: getPublishedFigures, rank: 48 },
];

export const sideEntries: readonly SideEntry[] = [
  {
    about: 'cluster',
    label: { fr: 'Chiffres', en: 'Figures' },
    href: figuresAddress,
    of: getPublishedFigures,
  },
];
