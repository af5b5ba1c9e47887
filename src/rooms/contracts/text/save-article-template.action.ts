import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { addDays, type Day } from '#kit/period.ts';
import { formatDay } from '#kit/say.ts';
import { nationwide } from '#rooms/registry';
import { articleContent } from '../clause/clause.ts';
import { RULE_KEEPERS } from '../contracts.roles.ts';
import { daySchema, longText, revisionRead, shortText } from '../contracts.schemas.ts';
import {
  everyTemplate,
  insertTemplates,
  lockTemplate,
  templatesOfKey,
  updateTemplate,
} from './article-template.store.ts';
import { checkArticle, textRefusing } from './text.refusals.ts';

const templateKey = z.string().min(1).max(120);

/**
 * Writes a model of article. A model in force is not rewritten: from a later day on, a new version follows it, and contracts already opened keep
 * what they copied. From the same day on, the version itself is corrected.
 */
export const saveArticleTemplate = defineAction({
  name: 'contracts.saveArticleTemplate',
  title: { fr: 'Enregistrer un modèle d’article', en: 'Save a model of article' },
  path: '/article-templates',
  permission: { who: RULE_KEEPERS, where: nationwide },
  input: z.object({
    /** The version in force that is changed, with the revision that was read; without both, a new model. */
    template: templateKey.optional(),
    revision: revisionRead.optional(),
    /** Short name of a new model. */
    key: z
      .string()
      .trim()
      .regex(/^[a-z][a-z0-9-]*$/)
      .max(60)
      .optional(),
    title: articleContent.shape.title,
    body: articleContent.shape.body.min(1),
    /** First day on which contracts that are opened copy it. */
    validFrom: daySchema,
    /** Who decided it, and by what document. */
    source: shortText,
    reason: longText,
  }),
  output: z.object({ template: z.string(), revision: z.int() }),
  refusals: textRefusing(
    'UNKNOWN_MARK',
    'MARK_NOT_ALONE',
    'TEMPLATE_GONE',
    'TEMPLATE_CHANGED',
    'TEMPLATE_CLOSED',
    'TEMPLATE_STARTS_BEFORE',
    'KEY_TAKEN',
    'KEY_NEEDED',
  ),
  async run(ctx, { template, revision, key, title, body, validFrom, source, reason }) {
    checkArticle(ctx, body);
    const written = { title, body, source };
    const add = async (named: string, position: number) => {
      const id = `${named}-${validFrom}`;
      await insertTemplates(ctx.sql, [
        { ...written, id, key: named, position, valid_from: validFrom, valid_to: null, revision: 1 },
      ]);
      return { template: id, revision: 1 };
    };
    if (template === undefined) {
      if (!key) return ctx.refuse('KEY_NEEDED', { field: 'key' });
      if ((await templatesOfKey(ctx.sql, key)).length > 0) ctx.refuse('KEY_TAKEN', { field: 'key', with: { key } });
      const last = Math.max(0, ...(await everyTemplate(ctx.sql)).map(({ position }) => position));
      const added = await add(key, last + 1);
      ctx.record({
        object: { kind: 'article-template', id: added.template },
        reason,
        after: { ...written, validFrom },
      });
      return added;
    }
    const present = await lockTemplate(ctx.sql, template);
    if (!present) return ctx.refuse('TEMPLATE_GONE');
    if (present.valid_to) ctx.refuse('TEMPLATE_CLOSED', { with: { day: formatDay(present.valid_to) } });
    if (present.revision !== revision) ctx.refuse('TEMPLATE_CHANGED');
    if (validFrom < present.valid_from)
      ctx.refuse('TEMPLATE_STARTS_BEFORE', { field: 'validFrom', with: { day: formatDay(present.valid_from) } });
    const before = { title: present.title, body: present.body, source: present.source, validFrom: present.valid_from };
    ctx.record({
      object: { kind: 'article-template', id: template },
      reason,
      before,
      after: { ...written, validFrom },
    });
    if (validFrom === present.valid_from) {
      await updateTemplate(ctx.sql, template, { ...written, revision: present.revision + 1 });
      return { template, revision: present.revision + 1 };
    }
    await updateTemplate(ctx.sql, template, {
      valid_to: addDays(validFrom as Day, -1),
      revision: present.revision + 1,
    });
    return add(present.key, present.position);
  },
});

/** Ends a model: contracts opened after its last day no longer copy it, and those that did keep their article. */
export const endArticleTemplate = defineAction({
  name: 'contracts.endArticleTemplate',
  title: { fr: 'Mettre fin à un modèle d’article', en: 'End a model of article' },
  path: '/article-templates/{template}/end',
  permission: { who: RULE_KEEPERS, where: nationwide },
  input: z.object({ template: templateKey, revision: revisionRead, lastDay: daySchema, reason: longText }),
  output: z.object({ template: z.string(), revision: z.int() }),
  refusals: textRefusing('TEMPLATE_GONE', 'TEMPLATE_CHANGED', 'TEMPLATE_CLOSED', 'TEMPLATE_STARTS_BEFORE'),
  async run(ctx, { template, revision, lastDay, reason }) {
    const present = await lockTemplate(ctx.sql, template);
    if (!present) return ctx.refuse('TEMPLATE_GONE');
    if (present.valid_to) ctx.refuse('TEMPLATE_CLOSED', { with: { day: formatDay(present.valid_to) } });
    if (present.revision !== revision) ctx.refuse('TEMPLATE_CHANGED');
    if (lastDay < present.valid_from)
      ctx.refuse('TEMPLATE_STARTS_BEFORE', { field: 'lastDay', with: { day: formatDay(present.valid_from) } });
    await updateTemplate(ctx.sql, template, { valid_to: lastDay, revision: present.revision + 1 });
    ctx.record({
      object: { kind: 'article-template', id: template },
      reason,
      before: { validTo: null },
      after: { validTo: lastDay },
    });
    return { template, revision: present.revision + 1 };
  },
});
