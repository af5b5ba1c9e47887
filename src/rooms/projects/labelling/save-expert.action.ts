import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import type { ActionContext } from '#kit/context.ts';
import { personByEmail } from '#rooms/access';
import { clusterPlace } from '#rooms/registry';
import { TEAM } from '../projects.roles.ts';
import { revisionRead, shortText } from '../projects.schemas.ts';
import { findOrganisation, insertExpert, lockExpert, otherExpertOf, updateExpert } from './expert.store.ts';
import { expertPlace } from './labelling.place.ts';
import { labellingRefusing } from './labelling.refusals.ts';
import { expertKey } from './labelling.ts';

const card = {
  name: shortText,
  /** The address of an account makes it the expert's: they review for themselves. */
  email: z.email().max(200).nullish(),
  /** Who employs the expert: id of the registry, or SIREN. */
  organisation: z.string().trim().max(60).nullish(),
};

interface Card {
  readonly name: string;
  readonly email?: string | null | undefined;
  readonly organisation?: string | null | undefined;
}

/** What is written of a card: the organisation found in the registry, the account found by its address, one active expert of the cluster for each. */
async function cardOf(
  ctx: ActionContext<'UNKNOWN_ORGANISATION' | 'EXPERT_TWICE'>,
  cluster: string,
  expert: string | null,
  { name, email = null, organisation: asked }: Card,
) {
  const organisation = asked ? await findOrganisation(ctx.sql, asked) : null;
  if (organisation === undefined)
    return ctx.refuse('UNKNOWN_ORGANISATION', { field: 'organisation', with: { organisation: asked! } });
  const person = email ? await personByEmail(ctx.sql, email) : null;
  if (person && (await otherExpertOf(ctx.sql, cluster, person.id, expert)))
    ctx.refuse('EXPERT_TWICE', { field: 'email', with: { email: email! } });
  return { name, email, organisation_id: organisation?.id ?? null, person_id: person?.id ?? null };
}

/** Records an expert of a cluster: who employs them says which projects they may not judge (R65). */
export const addExpert = defineAction({
  name: 'projects.addExpert',
  title: { fr: 'Ajouter un expert du pôle', en: 'Add an expert of the cluster' },
  path: '/clusters/{cluster}/experts',
  permission: { who: TEAM, where: (sql, { cluster }) => clusterPlace(sql, cluster) },
  input: z.object({ cluster: z.string().min(1).max(80), ...card }),
  output: z.object({ expert: z.string(), cluster: z.string(), revision: z.int() }),
  refusals: labellingRefusing('UNKNOWN_ORGANISATION', 'EXPERT_TWICE'),
  async run(ctx, { cluster, ...given }) {
    const id = ctx.newId('exp');
    const row = await cardOf(ctx, cluster, null, given);
    await insertExpert(ctx.sql, {
      ...row,
      id,
      cluster_id: cluster,
      confidentiality_signed_on: null,
      active: true,
      revision: 1,
      recorded_at: ctx.now,
    });
    ctx.record({ object: { kind: 'cluster', id: cluster }, after: { expert: id, ...row } });
    return { expert: id, cluster, revision: 1 };
  },
});

/** Changes an expert's card. One who leaves stays readable, and is given nothing more. */
export const saveExpert = defineAction({
  name: 'projects.saveExpert',
  title: { fr: 'Enregistrer la fiche d’un expert', en: 'Save an expert’s card' },
  path: '/project-experts/{expert}',
  permission: { who: TEAM, where: expertPlace },
  input: z.object({ expert: expertKey, revision: revisionRead, ...card, active: z.boolean().default(true) }),
  output: z.object({ expert: z.string(), cluster: z.string(), revision: z.int() }),
  refusals: labellingRefusing('UNKNOWN_ORGANISATION', 'EXPERT_TWICE', 'EXPERT_CHANGED'),
  async run(ctx, { expert: id, revision: read, active, ...given }) {
    const expert = (await lockExpert(ctx.sql, id))!;
    if (expert.revision !== read) ctx.refuse('EXPERT_CHANGED');
    const row = { ...(await cardOf(ctx, expert.cluster_id, id, given)), active };
    await updateExpert(ctx.sql, id, { ...row, revision: read + 1 });
    ctx.record({
      object: { kind: 'cluster', id: expert.cluster_id },
      before: { expert: id, name: expert.name },
      after: row,
    });
    return { expert: id, cluster: expert.cluster_id, revision: read + 1 };
  },
});
