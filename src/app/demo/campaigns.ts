import type { Actor } from '#kit/actor.ts';
import type { Call } from '#kit/context.ts';
import { addDays, type Day, day } from '#kit/period.ts';
import { perform } from '#kit/web/route.ts';
import { actorOf } from '#rooms/access';
import {
  addQuestion,
  closeCampaign,
  closeWithoutReturn,
  getCampaign,
  listCampaigns,
  listQuestions,
  openCampaign,
  prepareCampaign,
  publishCampaign,
  usualSettings,
  validateCampaign,
  withdrawQuestion,
} from '#rooms/campaigns';
import { followedIndicators } from '#rooms/contracts';
import { recountIndicators } from '#rooms/indicators';
import { correctFacts } from './campaigns-corrections.ts';
import { watchClosely } from './campaigns-monitoring.ts';
import { importOfficialSeries } from './campaigns-official.ts';
import { playReturn } from './campaigns-return.ts';
import { ANSWER_DAYS, CAMPAIGN_YEARS, fateOf, LAST_CAMPAIGN } from './campaigns-story.ts';
import { ASKED_OF_ALL, closingReason, EXTRA, FEW_ANSWERS, NOT_READ } from './campaigns-words.ts';
import { inOneTransaction, letOthersIn, type Play, playOn } from './contracts-play.ts';
import type { ClusterFacts } from './contracts-story.ts';
import { REFERENCE_DAY } from './invented.ts';

export interface CampaignWorld<Cluster extends Placed = ClusterFacts> {
  readonly clusters: readonly Cluster[];
  /** Every cluster has its contract: what campaigns ask of all of them can be answered. */
  readonly everywhere: boolean;
}

/** A cluster and its regions, the coordinating one first. */
type Placed = Pick<ClusterFacts, 'id'> & { readonly regions: readonly { readonly code: string }[] };

/** Years in which a question is added, and withdrawn. */
const PREMISES_YEAR = 2015;
const ACHIEVEMENT_YEAR = 2016;

/**
 * Writes the five campaigns on 2013 to 2017 through the actions, each on its days: four are published, the last is under way. Facts are counted on each opening day, so that
 * figures have the vintages of their time. Each step is all or nothing and looks at what is there: a start that was interrupted is completed by the next. Gives how many
 * returns were written.
 */
export async function writeCampaigns(call: Call, world: CampaignWorld): Promise<number> {
  let written = 0;
  const { rows } = await perform(listCampaigns, {}, call);
  for (const year of CAMPAIGN_YEARS) written += await playYear(call, world, year, stateOf(rows, year));
  if (written > 0)
    await inOneTransaction(call, (inside) => playOn(inside, day(REFERENCE_DAY)).act(recountIndicators, {}));
  return written;
}

/** Whether the five campaigns are there, with every return that the last one is to hold. */
export async function campaignsAreWritten(call: Call, world: CampaignWorld<Placed>): Promise<boolean> {
  const { rows } = await perform(listCampaigns, {}, call);
  const settled = rows.filter(({ state }) => state === 'published').length === CAMPAIGN_YEARS.length - 1;
  return settled && stateOf(rows, LAST_CAMPAIGN) === 'open' && (await toPlay(call, world, LAST_CAMPAIGN)).length === 0;
}

const stateOf = (rows: readonly { readonly year: number; readonly state: string }[], year: number) =>
  rows.find((one) => one.year === year)?.state ?? null;

async function playYear(call: Call, world: CampaignWorld, year: number, found: string | null): Promise<number> {
  if (found === 'published') return 0;
  const keeper = await actorOf(call.services, 'administrateur@demo.grappe.example');
  let state = found ?? 'absent';
  const step = async (from: string, to: string, work: (play: Play) => Promise<unknown>): Promise<void> => {
    if (state !== from) return;
    await inOneTransaction(call, (inside) => work(playOn(inside, day(`${year}-11-17`))));
    await letOthersIn(call);
    state = to;
  };
  await step('absent', 'prepared', (play) => prepare(play, world, year, keeper));
  await step('prepared', 'open', (play) => open(play, year, keeper));
  const waiting = state === 'open' ? await toPlay(call, world, year) : [];
  for (const cluster of waiting) {
    await inOneTransaction(call, (inside) => playReturn(inside, cluster, year));
    await letOthersIn(call);
  }
  if (year === LAST_CAMPAIGN) return waiting.length;
  await step('open', 'checking', (play) => endCollection(play, world, year, keeper));
  await step('checking', 'validated', (play) => freeze(play, year, keeper));
  await step('validated', 'published', (play) => publish(play, world, year, keeper));
  return waiting.length;
}

/** The clusters whose return nobody opened yet and somebody is to open, in the order of their openings: facts are read in the order of their days. */
async function toPlay<Cluster extends Placed>(
  call: Call,
  { clusters, everywhere }: CampaignWorld<Cluster>,
  year: number,
): Promise<Cluster[]> {
  const { rows } = await perform(getCampaign, { year }, call);
  const followed = await followedIndicators(call.services.store.sql, lastDayOf(year));
  const owing = new Set(everywhere ? rows.map(({ cluster }) => cluster.id) : followed.map(({ cluster }) => cluster));
  const begun = new Set(rows.filter(({ standing }) => standing !== 'not-started').map(({ cluster }) => cluster.id));
  return clusters
    .map((cluster) => ({ cluster, ...fateOf(cluster.id, cluster.regions[0]?.code ?? null, year) }))
    .filter(({ cluster, course }) => owing.has(cluster.id) && !begun.has(cluster.id) && BEGINS.has(course))
    .toSorted((one, other) => (one.openedOn < other.openedOn ? -1 : 1))
    .map(({ cluster }) => cluster);
}

const BEGINS: ReadonlySet<string> = new Set(['validated', 'with-region', 'with-state', 'sent-back', 'draft']);
const lastDayOf = (year: number): Day => day(`${year}-12-31`);

/** What was found wrong since the campaign before, then the campaign with its questions. */
async function prepare(
  play: Play,
  { clusters, everywhere }: CampaignWorld,
  year: number,
  keeper: Actor,
): Promise<void> {
  await correctFacts(play, year);
  await importOfficialSeries(play, clusters, year);
  play.on(day(`${year}-12-10`));
  const days = { stateDays: ANSWER_DAYS, regionDays: ANSWER_DAYS };
  // After a region let a whole campaign pass in silence, silence accepts nothing any more.
  const silence = year === LAST_CAMPAIGN ? 'waits' : 'accepts';
  await play.act(prepareCampaign, { year, ...usualSettings(year), ...days, silence, synthetic: true }, keeper);
  if (year === PREMISES_YEAR) await play.act(addQuestion, { year, ...EXTRA.premises, beyondCeiling: true }, keeper);
  if (year === ACHIEVEMENT_YEAR)
    await play.act(addQuestion, { year, ...EXTRA.achievement, beyondCeiling: true }, keeper);
  if (year !== CAMPAIGN_YEARS[0] || !everywhere) return;
  for (const one of ASKED_OF_ALL)
    await play.act(
      addQuestion,
      {
        ...{ year, ...one, kind: 'indicator', lastYear: 2018, minutes: 3, beyondCeiling: true },
        basis: 'Catalogue des indicateurs communs',
        reader: 'Comité de pilotage du programme',
      },
      keeper,
    );
}

async function open(play: Play, year: number, keeper: Actor): Promise<void> {
  play.on(usualSettings(year).opensOn);
  await play.act(recountIndicators, {}, 'Démonstration');
  await play.act(openCampaign, { year }, keeper);
}

/** Questions that are asked no more, then the end of the collection, by the calendar. */
async function endCollection(play: Play, { everywhere }: CampaignWorld, year: number, keeper: Actor): Promise<void> {
  const { dueOn } = usualSettings(year);
  play.on(addDays(dueOn, 8));
  const { rows } = await play.act(listQuestions, { year });
  // A question is asked of every cluster: where some have no contract to answer from, it ends with its trial.
  const ending = [
    ...(year === PREMISES_YEAR ? [{ label: EXTRA.premises.labelFr, reason: NOT_READ }] : []),
    ...(year === ACHIEVEMENT_YEAR && !everywhere ? [{ label: EXTRA.achievement.labelFr, reason: FEW_ANSWERS }] : []),
  ];
  for (const { label, reason } of ending) {
    const question = rows.find((one) => one.label.fr === label && one.withdrawnAt === null);
    if (question) await play.act(withdrawQuestion, { year, question: question.id, reason }, keeper);
  }
  play.on(addDays(dueOn, 31));
  await play.act(closeCampaign, { year }, 'Calendrier de campagne');
}

/** Closes what nobody returned, then freezes the year. */
async function freeze(play: Play, year: number, keeper: Actor): Promise<void> {
  play.on(day(`${year + 1}-06-26`));
  const { rows } = await play.act(getCampaign, { year });
  for (const { cluster, standing } of rows)
    if (standing === 'not-started' || standing === 'draft' || standing === 'returned')
      await play.act(closeWithoutReturn, { cluster: cluster.id, year, reason: closingReason(cluster.id) }, keeper);
  play.on(day(`${year + 1}-07-10`));
  await play.act(validateCampaign, { year }, keeper);
}

/** Publishes the year; those who were watched more closely then had their reviews. */
async function publish(play: Play, { clusters }: CampaignWorld, year: number, keeper: Actor): Promise<void> {
  play.on(day(`${year + 1}-09-15`));
  await play.act(publishCampaign, { year }, keeper);
  await watchClosely(play.call, clusters, year);
}
