import type { Room } from '#kit/room.ts';
import { campaignLife } from './campaign.workflow.ts';
import { returnLife } from './return.workflow.ts';

/** The yearly campaign (T7, R29, R110): who owes which figures, what was returned, who approved it. */
export const campaigns: Room = {
  name: 'campaigns',
  title: { fr: 'Campagnes annuelles', en: 'Yearly campaigns' },
  enters: [],
  operations: [],
  routes: [],
  workflows: [campaignLife, returnLife],
  migrations: { room: 'campaigns', dir: new URL('./migrations/', import.meta.url) },
};
