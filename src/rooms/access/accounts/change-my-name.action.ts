import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { personName } from '../access.schemas.ts';
import { lockPerson, renamePerson } from './person.store.ts';
import { PERSON_ONLY } from './person-only.ts';

/** Changes one's own name as people and the journal read it. Lines written before keep the former one. */
export const changeMyName = defineAction({
  name: 'access.changeMyName',
  title: { fr: 'Changer son nom', en: 'Change one’s name' },
  path: '/me/name',
  permission: { who: 'signed-in' },
  input: z.object({ name: personName }),
  output: z.object({ name: z.string() }),
  refusals: {
    PERSON_ONLY,
    SAME_NAME: {
      fr: 'C’est déjà votre nom\u202f: rien n’a changé.',
      en: 'This is your name already: nothing changed.',
    },
  },
  async run(ctx, { name }) {
    const person = ctx.actor.kind === 'person' ? await lockPerson(ctx.sql, ctx.actor.id) : null;
    if (!person) return ctx.refuse('PERSON_ONLY');
    if (person.name === name) return ctx.refuse('SAME_NAME', { field: 'name' });
    await renamePerson(ctx.sql, person.id, name, ctx.now);
    ctx.record({ object: { kind: 'account', id: person.id }, before: { name: person.name }, after: { name } });
    return { name };
  },
});
