import type { Day } from '#kit/period.ts';
import { getReturn, recordException } from '#rooms/campaigns';
import { getFigure } from '#rooms/indicators';
import { withdrawOutcome } from '#rooms/projects';
import { getOrganisation, recordAccounts } from '#rooms/registry';
import type { Play } from './contracts-play.ts';
import { HOME } from './contracts-story.ts';

/** Results that may turn out to be written by mistake, the first kind that has some. */
const RESULTS = ['RES-03', 'RES-02', 'RES-01'] as const;

/** The year whose frozen figure is changed all the same, by a named exception. */
export const EXCEPTION_YEAR = 2015;

/** What was found wrong in the facts of the home cluster before the campaign on a year: its figures have a revision since. */
export async function correctFacts(play: Play, year: number): Promise<void> {
  play.on(`${year}-11-17` as Day);
  if (year === 2014 || year === 2016) await withdrawResult(play, year - 1);
  if (year === 2015) await correctAccounts(play, year - 1);
  if (year === 2017) await grantException(play);
}

/** The facts behind a figure of the home cluster, by title: ids are drawn anew in each store. */
async function factsOf(play: Play, indicator: string, year: number) {
  const { counted } = await play.act(getFigure, { indicator, cluster: HOME, year, pageSize: 500 });
  return (counted?.list ?? []).toSorted((one, other) => (one.title < other.title ? -1 : 1));
}

async function withdrawResult(play: Play, year: number): Promise<void> {
  for (const indicator of RESULTS) {
    const [fact] = await factsOf(play, indicator, year);
    const project = fact && /^\/projets\/([^/#?]+)/.exec(fact.href)?.[1];
    if (!fact || !project) continue;
    await play.act(withdrawOutcome, {
      ...{ project, subject: 'result', line: fact.factId },
      reason: 'Saisi deux fois, sous deux intitulés (fictif)',
    });
    return;
  }
}

/** A member had given the headcount of its group. */
async function correctAccounts(play: Play, year: number): Promise<void> {
  for (const { href } of await factsOf(play, 'EMP-01', year)) {
    const organisation = href.split('/').at(-1)!;
    const { accounts } = await play.act(getOrganisation, { organisation });
    const filed = accounts?.find((one) => one.year === year && !one.consolidated && (one.headcount ?? 0) >= 10);
    if (!filed) continue;
    await play.act(recordAccounts, {
      ...{ organisation, year, closedOn: filed.closedOn },
      headcount: Math.round(filed.headcount! * 0.8),
      revenueCents: filed.revenueCents,
      balanceCents: filed.balanceCents,
      source: 'Démonstration, comptes rectifiés',
      reason: 'L’effectif déclaré était celui du groupe (fictif)',
    });
    return;
  }
}

async function grantException(play: Play): Promise<void> {
  const of = { cluster: HOME, year: EXCEPTION_YEAR };
  const { cells, held } = await play.act(getReturn, of);
  const cell = cells.findLast(({ key, measure, answer }) => key.includes('/') && measure === 'count' && answer.value);
  if (!cell || !held?.frozen) return;
  await play.act(recordException, {
    ...{ ...of, key: cell.key, state: 'known', value: Math.max(1, Math.round(cell.answer.value! * 0.9)) },
    title: 'Double compte relevé par le commissaire aux comptes',
    reason: 'Deux opérations avaient été déclarées à la fois par l’entreprise et par son partenaire (fictif).',
    authority: 'Comité de pilotage du programme (fictif)',
    decidedOn: '2017-11-14' as Day,
  });
}
