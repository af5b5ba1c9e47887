import * as z from 'zod';
import { defineQuery, notFound } from '#kit/action.ts';
import { concernedPlace } from '../../place.ts';
import { CONCERNED } from '../../projects.roles.ts';
import { projectKey } from '../../projects.schemas.ts';
import { fundingReader } from '../funding-reader.ts';
import { projectRow } from '../project-facts.store.ts';
import { applicationKey } from './application.ts';
import { evidenceFileOf } from './file-reading.store.ts';

/** May this person have the file joined to a payment request as evidence? Whoever reads the file of the project may. */
export const getPaymentEvidence = defineQuery({
  name: 'projects.getPaymentEvidence',
  title: { fr: 'Ouvrir la preuve d’un versement', en: 'Open the evidence of a payment' },
  path: '/projects/{project}/applications/{fundingApplication}/payments/{payment}/evidence',
  permission: { who: CONCERNED, where: concernedPlace },
  webOnly: true,
  input: z.object({
    project: projectKey,
    fundingApplication: applicationKey,
    payment: z.string().min(1).max(60),
  }),
  output: z.object({ file: z.string() }),
  async run(ctx, named) {
    const project = await projectRow(ctx.sql, named.project);
    const reader = await fundingReader(ctx, named.project, project?.applications ?? []);
    const file = reader.readable.has(named.fundingApplication) ? await evidenceFileOf(ctx.sql, named) : null;
    if (!file) throw notFound();
    return { file };
  },
});
