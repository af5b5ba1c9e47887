import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { RETURN_WRITERS } from '../campaigns.roles.ts';
import { addEffort, updateReturn } from '../return.store.ts';
import { returnKey } from '../return.ts';
import { fillingRefusing } from './filling.refusals.ts';
import { MOST_SECONDS_AT_ONCE } from './save-cells.action.ts';
import { returnPlace, returnToWrite, WRITING_REFUSALS } from './write-return.ts';

const LONGEST_NARRATIVE = 40_000;

/** What effort on the narrative is filed under: no figure has an empty key. */
export const NARRATIVE_KEY = 'narrative';

/** What the cluster says beside its figures. */
export const saveNarrative = defineAction({
  name: 'campaigns.saveNarrative',
  title: { fr: 'Enregistrer le texte d’une déclaration', en: 'Save the text of a return' },
  path: '/clusters/{cluster}/returns/{year}/narrative',
  permission: { who: RETURN_WRITERS, where: returnPlace },
  input: z.object({
    ...returnKey,
    narrative: z.string().max(LONGEST_NARRATIVE).default(''),
    /** Of the return that was read. */
    revision: z.int().min(1),
    seconds: z.int().min(0).max(MOST_SECONDS_AT_ONCE).optional(),
  }),
  output: z.object({ cluster: z.string(), year: z.int(), revision: z.int() }),
  refusals: fillingRefusing(...WRITING_REFUSALS, 'NARRATIVE_CHANGED'),
  async run(ctx, { cluster, year, narrative, revision, seconds }) {
    const { held, on } = await returnToWrite(ctx, { cluster, year });
    if (held.revision !== revision) ctx.refuse('NARRATIVE_CHANGED', { field: 'narrative' });
    await updateReturn(ctx.sql, held.id, { narrative: narrative.trim() });
    if (seconds) await addEffort(ctx.sql, held.id, [{ key: NARRATIVE_KEY, seconds }], { person: ctx.actor.id, on });
    ctx.record({
      object: { kind: 'return', id: held.id },
      before: { narrative: held.narrative },
      after: { narrative: narrative.trim() },
    });
    return { cluster, year, revision: revision + 1 };
  },
});
