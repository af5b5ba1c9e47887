import type { Call } from '#kit/context.ts';
import { type Day, day } from '#kit/period.ts';
import { exitPlan, proposePlan, replyToPlan, reviewPlan, startPlan } from '#rooms/monitoring';
import { castFor } from './contracts.ts';
import { playOn } from './contracts-play.ts';
import type { ClusterFacts } from './contracts-story.ts';

interface Review {
  readonly on: Day;
  readonly text: string;
  readonly next: Day;
}

/** What happens in one year of a reinforced monitoring, once the campaign on the year before it is settled. */
interface Chapter {
  readonly begins?: {
    readonly proposedOn: Day;
    readonly repliedOn: Day;
    readonly startedOn: Day;
    readonly reasons: string;
    readonly measures: string;
    readonly reply: string;
  };
  readonly reviews: readonly Review[];
  readonly exitedOn?: Day;
}

/** Campaigns in a row returned on time that end it. */
const ON_TIME = 2;

/** The two clusters that were watched more closely, by the year of the campaign after which each chapter comes: one has met its criteria and left. */
const CHAPTERS: Readonly<Record<string, Readonly<Record<number, Chapter>>>> = {
  elastopole: {
    2014: {
      begins: {
        proposedOn: day('2015-06-15'),
        repliedOn: day('2015-06-29'),
        startedOn: day('2015-07-06'),
        reasons:
          'Deux déclarations de suite ont été déposées après la date limite, et le soutien de l’année a été réduit (fictif).',
        measures:
          'Nommer une personne chargée de la déclaration\u202f; arrêter les chiffres en conseil d’administration avant la fin de février.',
        reply: 'Le pôle accepte\u202f: une chargée de mission est recrutée depuis mai et tiendra le calendrier.',
      },
      reviews: [],
    },
    2015: {
      reviews: [
        {
          on: day('2016-09-05'),
          text: 'La déclaration sur 2015 est arrivée à temps. Le calendrier tenu par la chargée de mission est repris pour 2016.',
          next: day('2017-04-10'),
        },
      ],
    },
    2016: {
      reviews: [
        {
          on: day('2017-04-10'),
          text: 'Seconde déclaration déposée à temps\u202f: la sortie est proposée pour l’automne.',
          next: day('2017-10-09'),
        },
      ],
      exitedOn: day('2017-10-09'),
    },
  },
  novalog: {
    2016: {
      begins: {
        proposedOn: day('2017-05-15'),
        repliedOn: day('2017-06-06'),
        startedOn: day('2017-06-12'),
        reasons: 'Les déclarations sur 2015 et sur 2016 ont été déposées après la date limite (fictif).',
        measures: 'Revoir la liste des indicateurs propres avec la région\u202f; déposer avant le 15 mars.',
        reply: 'Le pôle regrette ces retards, dus au départ de deux personnes, et demande un appui pour la saisie.',
      },
      reviews: [
        {
          on: day('2017-12-11'),
          text: 'Un poste reste vacant. Les faits des projets sont à jour\u202f; la déclaration sur 2017 n’est pas préparée.',
          next: day('2018-06-11'),
        },
      ],
    },
  },
};

/** Plays what the reinforced monitoring of these clusters came to after the campaign on a year. */
export async function watchClosely(call: Call, clusters: readonly ClusterFacts[], year: number): Promise<void> {
  for (const cluster of clusters) {
    const chapter = CHAPTERS[cluster.id]?.[year];
    if (chapter) await playChapter(call, cluster, chapter);
  }
}

async function playChapter(call: Call, facts: ClusterFacts, { begins, reviews, exitedOn }: Chapter): Promise<void> {
  const { state, cluster: team } = await castFor(call, facts);
  const cluster = facts.id;
  const play = playOn(call, begins?.proposedOn ?? reviews[0]!.on);
  if (begins) {
    const { reasons, measures, reply, repliedOn, startedOn } = begins;
    const criteria = [{ kind: 'returns-on-time' as const, campaigns: ON_TIME }];
    await play.act(proposePlan, { cluster, step: 2, reasons, measures, criteria }, state);
    play.on(repliedOn);
    await play.act(replyToPlan, { cluster, reply }, team);
    play.on(startedOn);
    await play.act(startPlan, { cluster }, state);
  }
  for (const { on, text, next } of reviews) {
    play.on(on);
    await play.act(reviewPlan, { cluster, text, reviewOn: next }, state);
  }
  if (!exitedOn) return;
  play.on(exitedOn);
  await play.act(exitPlan, { cluster }, state);
}
