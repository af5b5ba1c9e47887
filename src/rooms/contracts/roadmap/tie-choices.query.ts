import * as z from 'zod';
import { defineQuery, notFound } from '#kit/action.ts';
import { filieres } from '#rooms/registry';
import { clausesOf } from '../clause/clause.store.ts';
import { ofKind } from '../clause/clause.ts';
import { CONTRACT_READERS } from '../contracts.roles.ts';
import { contractKey } from '../contracts.schemas.ts';
import { contractPlace } from '../place.ts';
import { regionalPrioritiesFor } from '../strategy/priority.store.ts';
import { shownText } from '../strategy/shown-text.store.ts';

const tie = z.object({ id: z.string(), name: z.string() });

/** What the objectives of a contract may answer to: priorities of its regions, national sectors, areas of its text (T5). */
export const getTieChoices = defineQuery({
  name: 'contracts.getTieChoices',
  title: { fr: 'Lire ce à quoi un objectif peut répondre', en: 'Read what an objective may answer to' },
  path: '/contracts/{contract}/ties',
  permission: { who: CONTRACT_READERS, where: contractPlace },
  input: z.object({ contract: contractKey }),
  output: z.object({
    priorities: z.array(tie.extend({ detail: z.string(), synthetic: z.boolean() })),
    filieres: z.array(tie),
    areas: z.array(tie),
  }),
  async run({ sql }, { contract }) {
    const edition = await shownText(sql, contract);
    if (!edition) throw notFound();
    const priorities = await regionalPrioritiesFor(sql, contract);
    const known = await filieres(sql);
    return {
      priorities: priorities.map(({ id, title, regionName, source, synthetic }) => ({
        ...{ id, synthetic, name: title },
        detail: [regionName, source].filter(Boolean).join(' — '),
      })),
      filieres: known.map(({ slug, label }) => ({ id: slug, name: label })),
      areas: ofKind(await clausesOf(sql, edition.id), 'area').map(({ id, content }) => ({ id, name: content.title })),
    };
  },
});
