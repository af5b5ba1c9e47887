import * as z from 'zod';
import { defineQuery, notFound } from '#kit/action.ts';
import type { Day } from '#kit/period.ts';
import { say } from '#kit/say.ts';
import { actingDay, reaches } from '#rooms/registry';
import { RETURN_READERS, RETURN_WRITERS } from '../campaigns.roles.ts';
import { gapToCounted, reasonAsked } from '../checks/check-gap.rules.ts';
import { deadlineOf } from '../delay.store.ts';
import {
  type AskedAgain,
  askedAgain,
  effortOf,
  lastApproverOf,
  type ReturnHead,
  returnHead,
  submissionsOf,
} from '../return.store.ts';
import { type HeldCell, NO_ANSWER, returnKey } from '../return.ts';
import { returnLife } from '../return.workflow.ts';
import type { AskedFigure, AskedLine } from './asked.rules.ts';
import { whatIsAsked } from './asked.ts';
import { answerWords, shortWords, valueWords, writtenFigure } from './figure-text.rules.ts';
import { refusalSentence } from './filling.refusals.ts';
import { type GridCell, type GridLine, type ReturnGrid, returnGrid } from './return-grid.ts';
import { checkedCell, earlierYears, type ReadReturn, readReturn, targetOf, unwritten } from './return-reading.ts';
import { collects, isWritten, returnPlace } from './write-return.ts';

/** A cluster's return of a year, whole: objectives, figures, years before, targets, gaps, what is wrong, what is open. One that nobody opened is there too. */
export const getReturn = defineQuery({
  name: 'campaigns.getReturn',
  title: { fr: 'Lire une déclaration', en: 'Read a return' },
  path: '/clusters/{cluster}/returns/{year}',
  permission: { who: RETURN_READERS, where: returnPlace },
  input: z.object(returnKey),
  output: returnGrid,
  async run({ sql, actor, today }, { cluster, year }) {
    const head = await returnHead(sql, cluster, year);
    if (!head) throw notFound();
    const on = await actingDay(sql, today);
    const place = (await returnPlace(sql, { cluster }))!;
    const writer = reaches(actor, RETURN_WRITERS, place);
    return head.held ? openedGrid(sql, { ...head, held: head.held }, on, writer) : unopenedGrid(sql, head, on, writer);
  },
});

type Sql = Parameters<typeof returnHead>[0];

const shared = ({ cluster, campaign, delay }: ReturnHead, on: Day) => ({
  cluster,
  year: campaign.year,
  on,
  campaign: {
    state: campaign.state,
    opensOn: campaign.opensOn,
    dueOn: deadlineOf(campaign, delay),
    reasonThreshold: campaign.reasonThreshold,
    stateDays: campaign.stateDays,
    minutes: campaign.minutesPerQuarter,
  },
});

/** What is owed, before anybody began. */
async function unopenedGrid(sql: Sql, head: ReturnHead, on: Day, writer: boolean): Promise<ReturnGrid> {
  const { year } = head.campaign;
  const asked = await whatIsAsked(sql, head.cluster.id, year);
  const closed = !collects(head, on)
    ? refusalSentence('CAMPAIGN_CLOSED', { year })
    : asked.figures.size === 0
      ? refusalSentence('NOTHING_OWED', { year })
      : null;
  return {
    ...shared(head, on),
    held: null,
    objectives: [],
    questions: [],
    cells: [],
    findings: [],
    ...{ errors: 0, warnings: 0, filled: 0, seconds: 0 },
    waits: asked.figures.size === 0 ? 'nobody' : 'cluster',
    submissions: [],
    lastApprover: null,
    synthetic: asked.synthetic || head.campaign.synthetic,
    open: writer && closed === null ? ['openReturn'] : [],
    closed: writer && closed !== null ? [{ act: 'openReturn', reason: closed }] : [],
  };
}

async function openedGrid(
  sql: Sql,
  head: ReturnHead & Pick<ReadReturn, 'held'>,
  on: Day,
  writer: boolean,
): Promise<ReturnGrid> {
  const read = await readReturn(sql, head, on);
  const { held, asked, findings } = read;
  const again = new Map((await askedAgain(sql, held.id)).map((one) => [one.key, one]));
  const cells = [...asked.figures.values()].map((figure) => shownCell(read, figure, again.get(figure.key) ?? null));
  const written = new Set<string>();
  const lineOf = (line: AskedLine): GridLine => {
    const isAgain = written.has(line.key);
    written.add(line.key);
    return shownLine(read, line, isAgain);
  };
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  return {
    ...shared(head, on),
    held: {
      state: held.state,
      dueOn: held.due_on,
      answerDueOn: held.answer_due_on,
      narrative: held.narrative,
      revision: held.revision,
      approver: held.approver,
      openedAt: held.opened_at,
      openedBy: held.opened_by,
      contract: held.contract_id,
      frozen: held.frozen_at !== null,
      lighter: held.lighter,
    },
    objectives: asked.objectives.map(({ id, title, lines }) => ({ id, title, lines: lines.map(lineOf) })),
    questions: asked.questions.map((key) => lineOf({ key, targets: {}, everyWindow: false })),
    cells,
    findings: findings.map((finding) => ({ ...finding, sentence: say(finding.sentence) })),
    errors,
    warnings: findings.length - errors,
    filled: cells.filter(({ answer }) => answer.state !== null || answer.text !== null).length,
    waits: WAITS[held.state],
    seconds: await effortOf(sql, held.id),
    lastApprover: writer ? await lastApproverOf(sql, head.cluster.id) : null,
    submissions: (await submissionsOf(sql, held.id)).map(({ by_name: by, ...one }) => ({ ...one, by })),
    synthetic: held.synthetic,
    ...whatIsOpen(head, on, writer, errors),
  };
}

const WAITS = {
  draft: 'cluster',
  returned: 'cluster',
  submitted: 'state',
  'state-accepted': 'region',
  validated: 'nobody',
  'closed-without-return': 'nobody',
} as const;

function whatIsOpen(
  head: ReturnHead & Pick<ReadReturn, 'held'>,
  on: Day,
  writer: boolean,
  errors: number,
): Pick<ReturnGrid, 'open' | 'closed'> {
  if (!writer) return { open: [], closed: [] };
  const { held, campaign } = head;
  const closed = !isWritten(held)
    ? refusalSentence('RETURN_CLOSED', { state: say(returnLife.states[held.state]) })
    : !collects(head, on)
      ? refusalSentence('CAMPAIGN_CLOSED', { year: campaign.year })
      : null;
  if (closed !== null)
    return { open: [], closed: ['saveCells', 'submitReturn'].map((act) => ({ act, reason: closed })) };
  return errors > 0
    ? {
        open: ['saveCells'],
        closed: [{ act: 'submitReturn', reason: refusalSentence('ERRORS_BLOCK', { count: errors }) }],
      }
    : { open: ['saveCells', 'submitReturn'], closed: [] };
}

/** A figure in the language spoken, with what is known around it. */
export function shownCell(
  { asked, cells, values, campaign }: ReadReturn,
  figure: AskedFigure,
  again: AskedAgain | null,
): GridCell {
  const cell: HeldCell = cells.get(figure.key) ?? unwritten(figure.key);
  const { year } = campaign;
  const { state, value, numerator, denominator, notBefore, text } = cell;
  const checked = checkedCell(figure, cell, targetOf(asked, figure.key, year), values, year);
  const differs = (gapToCounted(checked) ?? 0) > 0 || (cell.prefilled !== null && state !== 'known');
  return {
    key: figure.key,
    code: figure.code,
    label: say(figure.label),
    unit: say(figure.unit),
    measure: figure.measure,
    levels: [...figure.levels],
    numerator: say(figure.numerator),
    denominator: say(figure.denominator),
    money: figure.money,
    question: figure.question,
    answer: { state, value, numerator, denominator, notBefore, text },
    text: writtenFigure(cell, figure),
    words: answerWords(cell, figure),
    origin: cell.origin,
    prefilled: differs ? valueWords(cell.prefilled, figure) : null,
    history: earlierYears(year).map((one) => {
      const known = values.get(`${figure.key} ${one}`);
      return {
        year: one,
        value: known?.value ?? null,
        words:
          known?.state === 'known'
            ? shortWords(known.value, figure)
            : known
              ? answerWords({ ...NO_ANSWER, state: known.state }, figure)
              : '—',
      };
    }),
    comment: cell.comment,
    reasonCode: cell.reasonCode,
    reasonText: cell.reasonText,
    asksReason: reasonAsked(checked, campaign.reasonThreshold) !== null,
    revision: cell.revision,
    changedAt: cell.revision > 1 ? cell.changedAt : null,
    changedBy: cell.revision > 1 ? cell.changedBy : null,
    askedAgain: again && { verdict: again.verdict, reason: again.reason, by: again.by, at: again.at },
  };
}

function shownLine({ asked, cells, campaign }: ReadReturn, line: AskedLine, again: boolean): GridLine {
  const figure = asked.figures.get(line.key)!;
  const target = line.targets[String(campaign.year)] ?? null;
  const cell = cells.get(line.key);
  const value = cell?.state === 'known' ? cell.value : null;
  const gap = target !== null && value !== null && target !== 0 ? (100 * (value - target)) / Math.abs(target) : null;
  return {
    key: line.key,
    again,
    everyWindow: line.everyWindow,
    target: target === null ? null : shortWords(target, figure),
    gap,
    reached: target === null || value === null ? null : isReached(figure.direction, value, target),
  };
}

const isReached = (direction: AskedFigure['direction'], value: number, target: number): boolean =>
  direction === 'up' ? value >= target : direction === 'down' ? value <= target : value === target;
