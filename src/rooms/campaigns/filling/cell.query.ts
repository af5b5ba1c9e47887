import * as z from 'zod';
import { defineQuery, notFound } from '#kit/action.ts';
import { say } from '#kit/say.ts';
import { actingDay, reaches } from '#rooms/registry';
import { RETURN_READERS, RETURN_WRITERS } from '../campaigns.roles.ts';
import { askedAgain, changesOf, returnHead } from '../return.store.ts';
import { cellKey, NO_ANSWER, returnKey } from '../return.ts';
import { answerWords, valueWords } from './figure-text.rules.ts';
import { changesInWords } from './figures-preview.ts';
import { shownCell } from './return.query.ts';
import { gridCell, shownFinding } from './return-grid.ts';
import { readReturn, targetOf } from './return-reading.ts';
import { collects, isWritten, returnPlace } from './write-return.ts';

/** One figure of a return, with all that is known around it. */
export const returnCell = z.object({
  cluster: z.object({ id: z.string(), name: z.string() }),
  year: z.int(),
  synthetic: z.boolean(),
  cell: gridCell,
  target: z.string().nullable(),
  cumulation: z.enum(['per-year', 'cumulated', 'latest']),
  /** What facts or statistics say, as its fields write it; null when they say nothing. */
  counted: z
    .object({
      words: z.string(),
      value: z.number(),
      numerator: z.number().nullable(),
      denominator: z.number().nullable(),
    })
    .nullable(),
  reasonThreshold: z.number(),
  findings: z.array(shownFinding),
  /** The newest first. */
  history: z.array(
    z.object({
      revision: z.int(),
      at: z.date(),
      by: z.string(),
      changes: z.array(
        z.object({
          what: z.enum(['value', 'reason', 'comment']),
          before: z.string().nullable(),
          after: z.string().nullable(),
        }),
      ),
      /** The answer before the change, for whoever puts it back; null when there was none. */
      before: gridCell.shape.answer.nullable(),
    }),
  ),
  /** The reader may write it now. */
  open: z.boolean(),
});
export type ReturnCell = z.infer<typeof returnCell>;

/** One figure of a return: its answer, what facts say, the years before, what is wrong with it, and who changed what. */
export const getReturnCell = defineQuery({
  name: 'campaigns.getReturnCell',
  title: { fr: 'Lire un chiffre d’une déclaration', en: 'Read a figure of a return' },
  path: '/clusters/{cluster}/returns/{year}/cells/{key}',
  permission: { who: RETURN_READERS, where: returnPlace },
  input: z.object({ ...returnKey, key: cellKey }),
  output: returnCell,
  async run({ sql, actor, today }, { cluster, year, key }) {
    const head = await returnHead(sql, cluster, year);
    if (!head?.held) throw notFound();
    const { held, campaign } = head;
    const on = await actingDay(sql, today);
    const read = await readReturn(sql, { ...head, held }, on);
    const figure = read.asked.figures.get(key);
    if (!figure) throw notFound();
    const again = (await askedAgain(sql, held.id)).find((one) => one.key === key) ?? null;
    const target = targetOf(read.asked, key, year);
    const known = read.values.get(`${key} ${year}`);
    const { value, numerator, denominator } = known ?? NO_ANSWER;
    return {
      cluster: head.cluster,
      year,
      synthetic: held.synthetic,
      cell: shownCell(read, figure, again),
      target: target === null ? null : valueWords(target, figure),
      cumulation: figure.cumulation,
      counted:
        value === null
          ? null
          : { words: answerWords({ ...NO_ANSWER, state: 'known', value }, figure), value, numerator, denominator },
      reasonThreshold: campaign.reasonThreshold,
      findings: read.findings
        .filter((finding) => finding.key === key)
        .map((finding) => ({ ...finding, sentence: say(finding.sentence) })),
      history: (await changesOf(sql, held.id, key)).map(({ revision, at, by, before, after }) => ({
        ...{ revision, at, by },
        changes: changesInWords(figure, before, after),
        before: before && {
          state: before.state,
          value: before.value,
          numerator: before.numerator,
          denominator: before.denominator,
          notBefore: before.notBefore,
          text: before.text,
        },
      })),
      open:
        isWritten(held) && collects(head, on) && reaches(actor, RETURN_WRITERS, (await returnPlace(sql, { cluster }))!),
    };
  },
});
