import * as z from 'zod';
import { defineAction, notFound } from '#kit/action.ts';
import { formatDay } from '#kit/say.ts';
import { organisationPlace } from '../place.ts';
import { refusing } from '../registry.refusals.ts';
import { GROUP_KEEPERS } from '../registry.roles.ts';
import { daySchema, longText } from '../registry.schemas.ts';
import { endGroupLinkOn, lockGroupLink } from './group.store.ts';
import { organisationId } from './organisation.ts';
import { refreshSizes } from './size.store.ts';

/** Ends a control link: from the next day each goes its own way, and its size with it. */
export const endGroupLink = defineAction({
  name: 'registry.endGroupLink',
  title: { fr: 'Mettre fin à un lien de groupe', en: 'End a group link' },
  path: '/organisations/{organisation}/parents/{link}/end',
  permission: { who: GROUP_KEEPERS, where: (sql, { organisation }) => organisationPlace(sql, organisation) },
  input: z.object({
    organisation: organisationId,
    link: z.string().max(80),
    /** Last day of control, included. */
    to: daySchema,
    reason: longText,
  }),
  output: z.object({ link: z.string(), organisation: z.string() }),
  refusals: refusing('LINK_ENDED', 'ENDS_BEFORE_START'),
  async run(ctx, { organisation, link: id, to, reason }) {
    const link = await lockGroupLink(ctx.sql, id);
    if (link?.child_id !== organisation) throw notFound();
    if (link.to_day !== null) ctx.refuse('LINK_ENDED', { with: { day: formatDay(link.to_day) } });
    if (to < link.from_day) ctx.refuse('ENDS_BEFORE_START', { field: 'to', with: { day: formatDay(link.from_day) } });
    await endGroupLinkOn(ctx.sql, id, to);
    // Both sides of the link, which no longer belong to one another.
    await refreshSizes(ctx.sql, [link.child_id, link.parent_id]);
    ctx.record({
      object: { kind: 'organisation', id: organisation },
      reason,
      before: { link: id, to: null },
      after: { link: id, to },
    });
    return { link: id, organisation };
  },
});
