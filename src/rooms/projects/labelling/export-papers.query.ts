import * as z from 'zod';
import type { DocumentLayout } from '#engines/documents/document.ts';
import { toDocx } from '#engines/documents/docx.ts';
import { toPdf, UnprintableCharacters } from '#engines/documents/pdf.ts';
import { defineQuery } from '#kit/action.ts';
import type { QueryContext } from '#kit/context.ts';
import { DOCUMENT_TYPES, type HandedFile, handed, handedFile } from '#kit/handed-file.ts';
import { speaking } from '#kit/say.ts';
import { findProject, partnersOf } from '../project.store.ts';
import { CONCERNED } from '../projects.roles.ts';
import { knownCalls } from './calls.ts';
import { organisationNames } from './expert.store.ts';
import { COMMITTEE_READERS, letterPlace, meetingPlace } from './labelling.place.ts';
import { labellingRefusing } from './labelling.refusals.ts';
import { labelKey, meetingKey } from './labelling.ts';
import { letterDocument } from './letter.document.ts';
import { readMeeting } from './meeting.query.ts';
import { minutesDocument } from './minutes.document.ts';
import { betterNames, callNamed, clusterNamed, decisionOf, windowNamed } from './readings.ts';
import { findLabel, findSubmission } from './submission.store.ts';

const format = z.enum(['pdf', 'docx']).default('pdf');

async function set(
  ctx: QueryContext<'UNPRINTABLE'>,
  name: string,
  wanted: 'pdf' | 'docx',
  document: DocumentLayout,
): Promise<HandedFile> {
  const setting = wanted === 'pdf' ? toPdf(document) : toDocx(document);
  const bytes = await setting.catch((error: unknown) => {
    if (error instanceof UnprintableCharacters)
      return ctx.refuse('UNPRINTABLE', { with: { characters: error.characters.join(' ') } });
    throw error;
  });
  return handed(`${name}.${wanted}`, DOCUMENT_TYPES[wanted], bytes);
}

/** The letter of a decision on a project, to print or to edit: the same data gives the same bytes. */
export const exportLabelLetter = defineQuery({
  name: 'projects.exportLabelLetter',
  title: { fr: 'Obtenir la lettre de labellisation', en: 'Get the letter of a decision on a label' },
  path: '/project-labels/{label}/letter',
  permission: { who: CONCERNED, where: letterPlace },
  input: z.object({ label: labelKey, format }),
  output: handedFile,
  refusals: labellingRefusing('NO_LETTER', 'UNPRINTABLE'),
  async run(ctx, { label: id, format: wanted }) {
    const { sql } = ctx;
    const label = (await findLabel(sql, id))!;
    const decided = decisionOf(label, await betterNames(sql, [label]));
    if (!decided) return ctx.refuse('NO_LETTER');
    const submission = (await findSubmission(sql, label.submission_id))!;
    const project = (await findProject(sql, label.project_id))!;
    const partners = await partnersOf(sql, label.project_id);
    const names = await organisationNames(
      sql,
      partners.map(({ organisation_id }) => organisation_id),
    );
    const cluster = await clusterNamed(sql, label.cluster_id);
    const windows = await knownCalls(sql);
    const document = speaking('fr', () =>
      letterDocument({
        cluster: cluster.name,
        lead: label.lead,
        project,
        window: windowNamed(windows, submission.window_id).name,
        call: callNamed(windows, submission.call_id).name,
        partners: partners.map(({ organisation_id }) => names.get(organisation_id)!),
        decided,
      }),
    );
    return set(ctx, `lettre-${decided.reference}-${project.id}`, wanted, document);
  },
});

/** The minutes of a meeting; a draft until it is closed. */
export const exportMinutes = defineQuery({
  name: 'projects.exportMinutes',
  title: { fr: 'Obtenir le procès-verbal d’une séance', en: 'Get the minutes of a meeting' },
  path: '/labelling-meetings/{meeting}/minutes',
  permission: { who: COMMITTEE_READERS, where: meetingPlace },
  input: z.object({ meeting: meetingKey, format }),
  output: handedFile,
  refusals: labellingRefusing('UNPRINTABLE'),
  async run(ctx, { meeting: id, format: wanted }) {
    const meeting = await speaking('fr', () => readMeeting(ctx, id));
    return set(ctx, `pv-${meeting.cluster.id}-${meeting.heldOn}`, wanted, minutesDocument(meeting));
  },
});
