import type { MenuEntry, SideEntry } from '#kit/room.ts';
import type { Route } from '#kit/web/route.ts';
import { approvalRoutes } from './approval/approval.web.tsx';
import { calendarRoutes } from './calendar/calendar.web.ts';
import { listClusterReturns } from './calendar/due-return-list.query.ts';
import { fillingRoutes } from './filling/filling.web.tsx';
import { returnsAddress } from './return-address.ts';
import { listCampaigns } from './steering/campaign.query.ts';
import { CAMPAIGNS } from './steering/campaign-frame.ts';
import { steeringRoutes } from './steering/steering.web.tsx';

export const routes: readonly Route[] = [...steeringRoutes, ...approvalRoutes, ...fillingRoutes, ...calendarRoutes];

export const menu: readonly MenuEntry[] = [
  { label: { fr: 'Campagnes', en: 'Campaigns' }, href: CAMPAIGNS, of: listCampaigns, rank: 48 },
];

export const sideEntries: readonly SideEntry[] = [
  {
    about: 'cluster',
    label: { fr: 'Déclarations', en: 'Returns' },
    href: returnsAddress,
    of: listClusterReturns,
  },
];
