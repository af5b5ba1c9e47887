import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { overlaps } from '#kit/period.ts';
import { formatDay } from '#kit/say.ts';
import { organisationPlace } from '../place.ts';
import { TYPED, whenRefused } from '../registry.constraints.ts';
import { refusing } from '../registry.refusals.ts';
import { GROUP_KEEPERS } from '../registry.roles.ts';
import { daySchema, longText, optionalText } from '../registry.schemas.ts';
import { closesCircle } from './group.rules.ts';
import { groupRecord, insertGroupLink, linkedOrganisations, lockGroupLinks } from './group.store.ts';
import { findOrganisation } from './organisation.store.ts';
import { organisationId } from './organisation.ts';
import { refreshSizes } from './size.store.ts';

/**
 * Says that one organisation controls another for some days: together they make one enterprise, whose size each inherits (R55). One
 * parent at a time, and no circle.
 */
export const linkGroup = defineAction({
  name: 'registry.linkGroup',
  title: { fr: 'Rattacher une organisation à un groupe', en: 'Link an organisation to a group' },
  path: '/organisations/{organisation}/parents',
  permission: { who: GROUP_KEEPERS, where: (sql, { organisation }) => organisationPlace(sql, organisation) },
  input: z.object({
    /** The one that is controlled. */
    organisation: organisationId,
    parent: organisationId,
    from: daySchema,
    to: daySchema.nullish(),
    source: longText.optional(),
    reason: optionalText,
  }),
  output: z.object({ link: z.string(), organisation: z.string() }),
  refusals: refusing('UNKNOWN_ORGANISATION', 'GROUP_CIRCLE', 'GROUP_PARENT_EXISTS', 'ENDS_BEFORE_START'),
  async run(ctx, { organisation: id, parent: parentId, from, ...input }) {
    const to = input.to ?? null;
    if (to && to < from) ctx.refuse('ENDS_BEFORE_START', { field: 'to', with: { day: formatDay(from) } });
    await lockGroupLinks(ctx.sql);
    const child = (await findOrganisation(ctx.sql, id))!;
    const parent = await findOrganisation(ctx.sql, parentId);
    if (!parent) return ctx.refuse('UNKNOWN_ORGANISATION', { field: 'parent' });
    const linked = await linkedOrganisations(ctx.sql, [id, parentId]);
    const { links } = await groupRecord(ctx.sql, linked);
    const link = { parent: parentId, child: id, from, to };
    const present = links.find((other) => other.child === id && overlaps(other, link));
    if (present) {
      const holder = await findOrganisation(ctx.sql, present.parent);
      ctx.refuse('GROUP_PARENT_EXISTS', { field: 'parent', with: { child: child.name, parent: holder!.name } });
    }
    if (closesCircle(links, link))
      ctx.refuse('GROUP_CIRCLE', { field: 'parent', with: { child: child.name, parent: parent.name } });
    const row = {
      id: ctx.newId('grp'),
      parent_id: parentId,
      child_id: id,
      from_day: from,
      to_day: to,
      source: input.source ?? TYPED,
    };
    await whenRefused(insertGroupLink(ctx.sql, row), {
      group_link_no_overlap: () =>
        ctx.refuse('GROUP_PARENT_EXISTS', { field: 'parent', with: { child: child.name, parent: parent.name } }),
    });
    await refreshSizes(ctx.sql, [id]);
    ctx.record({ object: { kind: 'organisation', id }, reason: input.reason ?? null, after: row });
    return { link: row.id, organisation: id };
  },
});
