import type { Call } from '#kit/context.ts';
import { addDays, type Day } from '#kit/period.ts';
import {
  acceptForRegion,
  acceptForState,
  answerQuestion,
  applyApprovalSilence,
  type GridCell,
  getReturn,
  getReview,
  giveReturnOpinion,
  giveVerdict,
  openReturn,
  recordEffort,
  saveCells,
  saveNarrative,
  sendBackReturn,
  submitReturn,
} from '#rooms/campaigns';
import { followedIndicators } from '#rooms/contracts';
import { type Edit, setAside, typedCells } from './campaigns-answers.ts';
import { type Fate, fateOf, LAST_CAMPAIGN } from './campaigns-story.ts';
import { COUNTED_REASONS, DISPUTE, FAVOURABLE, narrative, QUESTIONS, REASONS, TO_MEND } from './campaigns-words.ts';
import { castFor, voice } from './contracts.ts';
import type { Cast } from './contracts-episodes.ts';
import { type Play, playOn } from './contracts-play.ts';
import { type ClusterFacts, storyOf } from './contracts-story.ts';

/** Seconds spent on a return: four quarters of about twenty minutes, a few well above the ceiling of thirty. */
const USUAL_SECONDS = 4 * 20 * 60;
const SECONDS_SPREAD = 0.42;
/** Of one figure between two tellings of the form. */
const MOST_SECONDS = 1_800;

/** Days that it takes to ask a question, and to answer it, before the State accepts. */
const ASKED_BEFORE = 4;
const ANSWERED_BEFORE = 2;

interface Telling {
  readonly play: Play;
  readonly cluster: ClusterFacts;
  readonly cast: Cast;
  readonly fate: Fate;
  readonly of: { readonly cluster: string; readonly year: number };
}

/** Plays the return of a cluster for a year, from its opening to where it has come. */
export async function playReturn(call: Call, cluster: ClusterFacts, year: number): Promise<void> {
  const fate = fateOf(cluster.id, cluster.regions[0]!.code, year);
  const play = playOn(call, fate.openedOn);
  const cast = await castFor(call, cluster);
  const telling: Telling = { play, cluster, cast, fate, of: { cluster: cluster.id, year } };
  await play.act(openReturn, telling.of, cast.cluster);
  const typed = await fillIn(telling);
  if (fate.course === 'draft') return;
  await explainAndSubmit(telling, fate.submittedOn);
  await answerForState(telling, typed);
  if (fate.hasOpinion) await giveOpinions(telling);
  await answerForRegion(telling);
}

/** Types what nothing filled, and a few words about the year; of a draft, a part. Gives the keys that were typed. */
async function fillIn({ play, cluster, cast, fate, of }: Telling): Promise<string[]> {
  const { luck, course, submittedOn } = fate;
  const { cells } = await play.act(getReturn, of, cast.cluster);
  const followed = await followedIndicators(play.call.services.store.sql, `${of.year}-12-31` as Day, [of.cluster]);
  const contents = new Map(followed.map(({ key, content }) => [key, content]));
  const own = typedCells(cells, { year: of.year, on: submittedOn, luck, followed: contents });
  const disputed = fate.isDisputed ? contradicted(cells, own) : undefined;
  const edits = disputed ? [setAside(disputed, luck), ...own] : own;
  const written = course === 'draft' ? edits.slice(0, Math.ceil(edits.length / 2)) : edits;
  await save({ play, cast, of }, written);
  const seconds = luck.around(USUAL_SECONDS, SECONDS_SPREAD) * (course === 'draft' ? 0.4 : 1);
  await play.act(recordEffort, { ...of, spent: shared(cells, seconds, luck) }, cast.cluster);
  if (course !== 'draft') {
    const { held } = await play.act(getReturn, of, cast.cluster);
    const text = narrative(cluster.name, of.year, luck);
    await play.act(saveNarrative, { ...of, narrative: text, revision: held!.revision }, cast.cluster);
  }
  return written.filter(({ answer }) => answer?.state === 'known').map(({ key }) => key);
}

/** A figure that facts count, and that the cluster did not set aside already: one that is not nil where there is one. */
function contradicted(cells: readonly GridCell[], edits: readonly Edit[]): GridCell | undefined {
  const counted = cells.filter(
    ({ key, origin, measure }) =>
      origin === 'counted' && measure === 'count' && !edits.some((edit) => edit.key === key),
  );
  return counted.find(({ answer }) => answer.value) ?? counted[0];
}

/** Some figures take longer than others. */
function shared(cells: readonly GridCell[], seconds: number, luck: Fate['luck']) {
  const weights = cells.map(({ origin }) => (origin === 'counted' ? 0.4 : 1.6) * (0.6 + luck.next() * 0.8));
  const sum = weights.reduce((total, one) => total + one, 0);
  return cells.map(({ key }, place) => ({
    key,
    seconds: Math.min(MOST_SECONDS, Math.max(1, Math.round((seconds * weights[place]!) / sum))),
  }));
}

async function save({ play, cast, of }: Pick<Telling, 'play' | 'cast' | 'of'>, cells: readonly Edit[]): Promise<void> {
  if (cells.length > 0) await play.act(saveCells, { ...of, cells: [...cells] }, cast.cluster);
}

/** Gives the reasons that gaps ask, reads the warnings, and submits. */
async function explainAndSubmit(telling: Telling, on: Day): Promise<void> {
  const { play, cast, of, fate } = telling;
  play.on(on);
  const grid = await play.act(getReturn, of, cast.cluster);
  const byKey = new Map(grid.cells.map((cell) => [cell.key, cell]));
  const asked = grid.findings.filter(({ severity, field, key }) => severity === 'error' && field === 'reason' && key);
  const reasons = asked.map(({ key }) => {
    const { revision, origin } = byKey.get(key!)!;
    const code = fate.luck.pick(origin === 'counted' ? COUNTED_REASONS : REASONS);
    return { key: key!, revision, reason: { code, text: '' } };
  });
  await save(telling, reasons);
  const { findings } = reasons.length > 0 ? await play.act(getReturn, of, cast.cluster) : grid;
  const confirmed = findings
    .filter(({ severity }) => severity === 'warning')
    .map(({ key, code }) => `${key ?? ''}|${code}`);
  const approver = { approver: cast.cluster.name, approverFunction: 'Direction du pôle' };
  await play.act(submitReturn, { ...of, ...approver, confirmed }, cast.cluster);
}

async function answerForState(telling: Telling, typed: readonly string[]): Promise<void> {
  const { play, cast, of, fate } = telling;
  const { luck, course, sentBackOn, againOn, stateOn, isDisputed } = fate;
  if (isDisputed && typed[0]) return dispute(telling, typed[0]);
  if (course === 'with-state') return;
  if ((againOn || course === 'sent-back') && typed[0]) {
    play.on(sentBackOn);
    const verdict = { ...of, key: typed[0], verdict: 'returned', reason: TO_MEND.figure } as const;
    await play.act(giveVerdict, verdict, cast.state);
    await play.act(sendBackReturn, { ...of, reason: TO_MEND.whole }, cast.state);
    if (againOn === null) return;
    const { cells } = await play.act(getReturn, of, cast.cluster);
    const { revision } = cells.find(({ key }) => key === typed[0])!;
    play.on(againOn);
    await save(telling, [{ key: typed[0], revision, comment: TO_MEND.comment }]);
    await explainAndSubmit(telling, againOn);
  }
  const questioned = typed.slice(0, luck.whole(0, 2));
  const asked: { readonly verdict: string; readonly answered: string }[] = [];
  play.on(addDays(stateOn, -ASKED_BEFORE));
  for (const key of questioned) {
    const question = luck.pick(QUESTIONS);
    const given = { ...of, key, verdict: 'questioned', reason: question.asked } as const;
    const { verdict } = await play.act(giveVerdict, given, cast.state);
    asked.push({ verdict, answered: question.answered });
  }
  play.on(addDays(stateOn, -ANSWERED_BEFORE));
  for (const { verdict, answered } of asked)
    await play.act(answerQuestion, { ...of, verdict, answer: answered }, cast.cluster);
  play.on(stateOn);
  await play.act(acceptForState, of, cast.state);
}

/** The State asks about a figure that facts contradict, the cluster maintains it: nothing is decided yet. */
async function dispute({ play, cast, of, fate }: Telling, key: string): Promise<void> {
  play.on(addDays(fate.submittedOn, 6));
  const given = { ...of, key, verdict: 'questioned', reason: DISPUTE.asked } as const;
  const { verdict } = await play.act(giveVerdict, given, cast.state);
  play.on(addDays(fate.submittedOn, 9));
  await play.act(answerQuestion, { ...of, verdict, answer: DISPUTE.maintained }, cast.cluster);
}

/** The other authorities of the contract for which somebody may speak: regions that do not coordinate, a métropole. */
async function giveOpinions({ play, cluster, cast, of, fate }: Telling): Promise<void> {
  const { opinions } = await play.act(getReview, of, cast.state);
  const town = storyOf(cluster).funders.find(({ metropole }) => metropole !== null);
  const said = fate.isDisputed
    ? ({ opinion: 'reserved', text: DISPUTE.opinion } as const)
    : ({ opinion: 'favourable', text: fate.luck.pick(FAVOURABLE) } as const);
  for (const { party, name } of opinions) {
    const region = cluster.regions.find(({ code }) => party === `region-${code}`);
    const who = region
      ? voice('Agent d’une autre région (fictif)', {
          role: 'region-officer',
          scope: { kind: 'region', id: `${region.code}@2013` },
        })
      : name === town?.name
        ? voice('Agent de la métropole (fictif)', {
            role: 'metropole-officer',
            scope: { kind: 'metropole', id: town.metropole! },
          })
        : null;
    if (who) await play.act(giveReturnOpinion, { ...of, party, ...said }, who);
  }
}

async function answerForRegion({ play, cast, of, fate }: Telling): Promise<void> {
  if (fate.course !== 'validated') return;
  play.on(fate.regionOn);
  // Its days have passed: the calendar draws the consequence, nobody does.
  if (fate.isSilent && of.year < LAST_CAMPAIGN) await play.act(applyApprovalSilence, of, 'Délais de réponse');
  else await play.act(acceptForRegion, of, cast.region);
}
