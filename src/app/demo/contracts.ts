import type { Actor, Grant } from '#kit/actor.ts';
import type { Call } from '#kit/context.ts';
import { day } from '#kit/period.ts';
import { perform } from '#kit/web/route.ts';
import { actorOf } from '#rooms/access';
import { openContract, saveSignatory, sendSignatureLink } from '#rooms/contracts';
import {
  allowStart,
  amendMoney,
  amendTargets,
  argue,
  askImprovements,
  type Cast,
  CLOSED_YEARS,
  CUT_PERCENT,
  cutSupport,
  examineAxes,
  payYears,
  receiveReservations,
  reopen,
} from './contracts-episodes.ts';
import { type Papers, preparePapers } from './contracts-papers.ts';
import { inOneTransaction, letOthersIn, playOn } from './contracts-play.ts';
import { type Priorities, writePriorities } from './contracts-priorities.ts';
import { boardOf, collectSignatures, discuss, nameParties, present, refusedBy } from './contracts-procedure.ts';
import { type ClusterFacts, HOME, type Story, storyOf } from './contracts-story.ts';
import { beginProject, writeProject } from './contracts-text.ts';

/**
 * Writes the invented contracts of these clusters through the actions, each on its days and as a whole: a start that was interrupted leaves only
 * whole ones, and the next start writes the others. Gives how many were written.
 */
export async function writeContracts(call: Call, clusters: readonly ClusterFacts[]): Promise<number> {
  if (clusters.length === 0) return 0;
  const priorities = await writePriorities(
    call,
    clusters.flatMap(({ regions }) => regions.slice(0, 1).map(({ code }) => code)),
  );
  const papers = await preparePapers();
  // The home cluster first: it is where a newcomer looks.
  const order = clusters.toSorted((one, other) => Number(other.id === HOME) - Number(one.id === HOME));
  for (const cluster of order) {
    const story = storyOf(cluster);
    const contract = await inOneTransaction(call, (inside) => playContract(inside, story, papers, priorities));
    await tellToday(call, contract, story);
    await letOthersIn(call);
  }
  return clusters.length;
}

/** Objectives of contracts that wait for a signature count from this day. */
const FOLLOWED_FROM = '2014-01-01';

async function playContract(call: Call, story: Story, papers: Papers, priorities: Priorities): Promise<string> {
  const { cluster, reach } = story;
  const play = playOn(call, story.openedOn);
  const { contract } = await play.act(openContract, { cluster: cluster.id, synthetic: true });
  if (reach === 'draft') {
    await beginProject(play, contract, story);
    return contract;
  }
  const parties = await nameParties(play, contract, story);
  const text = await writeProject(play, contract, story, {
    parties,
    papers,
    priorities: priorities.get(cluster.regions[0]!.code) ?? [],
  });
  const isFollowed = reach === 'presented' || reach === 'refused' || reach === 'awaiting-vote';
  if (isFollowed) {
    play.on(day('2014-01-27'));
    await allowStart(play, contract, FOLLOWED_FROM);
  }
  const cast = await castFor(call, cluster);
  if (reach === 'discussion') {
    await discuss(play, contract, story, parties, 0.5);
    await argue(play, text, cast);
    return contract;
  }
  await discuss(play, contract, story, parties, isFollowed ? 0 : undefined);
  await present(play, contract, story, reach !== 'presented');
  if (reach === 'presented') {
    await receiveReservations(play, contract);
    return contract;
  }
  await collectSignatures(play, contract, papers, {
    ...story,
    number: 0,
    parties,
    waiting: reach === 'refused' ? refusedBy : reach === 'awaiting-vote' ? awaiting : () => null,
  });
  if (story.hasAxes) await askImprovements(play, contract);
  const isPaid = reach === 'signed' || reach === 'amended-and-reopened' || reach === 'cut';
  const { first, last } = CLOSED_YEARS;
  const paid = { cutPercent: reach === 'cut' ? CUT_PERCENT : 0, isLate: reach !== 'signed' || story.luck.hit(0.15) };
  if (isPaid) await payYears(play, contract, { ...paid, from: first, to: first });
  if (reach === 'cut') await cutSupport(play, contract, cast);
  if (story.hasAxes) await examineAxes(play, contract, story);
  if (reach === 'amended-and-reopened') await amendTargets(play, text, papers);
  if (isPaid) await payYears(play, contract, { ...paid, from: first + 1, to: last });
  if (reach === 'amended-and-reopened') await reopen(play, text, cast);
  if (reach === 'amendment-in-signature') await amendMoney(play, text, papers);
  return contract;
}

/** Everybody has signed but two assemblies, which vote in the weeks to come, and the association, which signs last. */
const awaiting: NonNullable<Parameters<typeof collectSignatures>[3]['waiting']> = ({ kind, name }) => {
  if (kind === 'cluster') return 'not-yet';
  if (kind !== 'authority') return null;
  return { assemblyOn: day(name.startsWith('Agglomération') ? '2018-05-07' : '2018-04-27') };
};

/** One link to sign leaves today, to an address that exists nowhere, so that signing by link can be tried from the outbox. */
async function tellToday(call: Call, contract: string, { reach, cluster }: Story): Promise<void> {
  if (reach !== 'amendment-in-signature') return;
  const board = await boardOf(
    { call, on: () => {}, act: (operation, input) => perform(operation, input, call) },
    contract,
  );
  const state = board.parties.find(({ kind, signature }) => kind === 'state' && signature === null);
  if (!state?.signatory) return;
  const { name, title } = state.signatory;
  await perform(
    saveSignatory,
    {
      contract,
      party: state.id,
      name,
      title,
      email: `prefet.${cluster.id}@demo.grappe.example`,
      reason: 'Adresse du signataire',
    },
    call,
  );
  await perform(sendSignatureLink, { contract, party: state.id }, call);
}

/** Clusters whose director has an account. */
const DIRECTORS: Readonly<Record<string, string>> = { [HOME]: 'directeur', 'cap-digital': 'directeur.cap-digital' };

/** People of the demonstration where they hold the function, invented ones elsewhere. */
export async function castFor(call: Call, cluster: ClusterFacts): Promise<Cast> {
  const [seat] = cluster.regions;
  const known = async (email: string) => actorOf(call.services, `${email}@demo.grappe.example`);
  const region = { kind: 'region', id: `${seat!.code}@2013` } as const;
  const isHere = seat!.code === '82';
  return {
    state: isHere
      ? await known('etat.rhone-alpes')
      : voice('Agent de l’État (fictif)', { role: 'state-officer', scope: region }),
    region: isHere
      ? await known('region')
      : voice('Agent du conseil régional (fictif)', { role: 'region-officer', scope: region }),
    cluster:
      cluster.id in DIRECTORS
        ? await known(DIRECTORS[cluster.id]!)
        : voice('Direction du pôle (fictive)', {
            role: 'cluster-director',
            scope: { kind: 'cluster', id: cluster.id },
          }),
  };
}

export const voice = (name: string, grant: Grant): Actor => ({
  kind: 'person',
  id: `demonstration-${grant.role}`,
  name,
  email: `${grant.role}@demo.grappe.example`,
  grants: [grant],
});
