import type { Actor } from '#kit/actor.ts';
import { addDays, addMonths, type Day, day } from '#kit/period.ts';
import {
  addComment,
  confirmDecision,
  getObjectives,
  openAmendment,
  proposeChange,
  recordExamination,
  recordImprovementAxes,
  recordOpinion,
  recordPayment,
  recordSupportDecision,
  replyToDecision,
  resolveComment,
  setCommitments,
  setProvisionalStart,
  setTargets,
} from '#rooms/contracts';
import type { Papers } from './contracts-papers.ts';
import type { Play } from './contracts-play.ts';
import { boardOf, collectSignatures, moneyOf } from './contracts-procedure.ts';
import { type Story, weekday } from './contracts-story.ts';
import type { WrittenText } from './contracts-text.ts';

/** Months from the signature to the examination of the improvement axes (R31). */
const EXAMINED_AFTER_MONTHS = 18;

/** Who acts at the table: people of the demonstration, or invented ones where nobody of it holds the function. */
export interface Cast {
  readonly state: Actor;
  readonly region: Actor;
  readonly cluster: Actor;
}

/** Under discussion: comments that wait for an answer, one that was answered, and a proposal to decide. */
export async function argue(play: Play, text: WrittenText, cast: Cast): Promise<void> {
  const { contract, objectives } = text;
  const [first, second, third] = objectives;
  play.on('2018-02-22' as Day);
  const asked = await play.act(
    addComment,
    {
      contract,
      clause: first!.id,
      body: 'La valeur de départ vient d’une enquête de 2012 : combien d’entreprises ont répondu ? Sans ce nombre, la cible de 2018 sera difficile à défendre.',
    },
    cast.state,
  );
  play.on('2018-02-27' as Day);
  await play.act(
    addComment,
    {
      contract,
      thread: asked.thread,
      body: 'Quarante-deux réponses sur soixante-dix entreprises interrogées. Le taux sera écrit avec la source dans le prochain projet.',
    },
    cast.cluster,
  );
  play.on('2018-03-28' as Day);
  await play.act(
    addComment,
    {
      contract,
      clause: second!.id,
      body: 'La région souhaite que les projets colabellisés comptent au même titre que les autres.',
    },
    cast.region,
  );
  const settled = await play.act(
    addComment,
    { contract, body: 'Le préambule cite l’ancien nom de l’association.' },
    cast.region,
  );
  play.on('2018-04-03' as Day);
  await play.act(resolveComment, { contract, comment: settled.comment, resolved: true }, cast.cluster);
  await propose(play, contract, third!.id, cast.region);
}

/** The region asks for a higher last target, with its reason. */
async function propose(play: Play, contract: string, objective: string, who: Actor): Promise<void> {
  const { indicator, content, revision } = await firstIndicator(play, contract, objective);
  const last = content.targets['2018'] ?? 0;
  await play.act(
    proposeChange,
    {
      contract,
      act: 'change',
      kind: 'indicator',
      clause: indicator,
      revision,
      content: { ...content, targets: { ...content.targets, 2018: last + Math.max(1, Math.round(last * 0.1)) } },
      reason: 'La région accompagne ces entreprises depuis 2011 : la dernière cible peut être relevée d’un dixième.',
    },
    who,
  );
}

async function firstIndicator(play: Play, contract: string, objective: string) {
  const { objectives } = await play.act(getObjectives, { contract });
  const found = objectives.find(({ id }) => id === objective)!.indicators[0]!;
  return { indicator: found.id, content: found.content, revision: found.revision };
}

/** The council's opinion with reservations: two conditions, one of which is for later. */
export async function receiveReservations(play: Play, contract: string): Promise<void> {
  play.on('2018-02-09' as Day);
  await play.act(recordOpinion, {
    contract,
    opinion: 'with-reservations',
    text: 'Le Conseil partage le choix des marchés. Il demande que la part des PME dans les mises sur le marché soit dite, et que la plateforme commune trouve son équilibre avant la fin de 2018.',
    conditions: [
      {
        text: 'Dire, pour chaque année, la part des mises sur le marché qui reviennent à des PME.',
        dueOn: '2018-04-30',
        responsible: 'Direction du pôle',
      },
      {
        text: 'Joindre le plan d’affaires de la plateforme commune, avec ses recettes par nature.',
        dueOn: '2018-06-15',
        responsible: 'Trésorerie de l’association',
      },
    ],
  });
}

/** Objectives are followed although the contract is not signed. */
export const allowStart = (play: Play, contract: string, from: string) =>
  play.act(setProvisionalStart, {
    contract,
    from,
    reason: 'Le suivi des objectifs n’attend pas la dernière signature : il commence à titre provisoire.',
  });

/** What the evaluation of 2012 asked for, examined eighteen months after the signature. */
export const askImprovements = (play: Play, contract: string) =>
  play.act(recordImprovementAxes, {
    contract,
    axes: 'Associer davantage de PME aux projets. Faire connaître les résultats aux membres. Rendre plus lisible le budget de l’animation.',
    source: 'Évaluation de 2012, axes inventés pour la démonstration',
  });

/** What the State found of them when their day came; where support was cut, they are not all done. */
export async function examineAxes(play: Play, contract: string, { signedOn, reach }: Story): Promise<void> {
  const examinedOn = weekday(addMonths(signedOn, EXAMINED_AFTER_MONTHS));
  play.on(examinedOn);
  const satisfactory = reach !== 'cut';
  await play.act(recordExamination, {
    contract,
    examinedOn,
    satisfactory,
    finding: satisfactory
      ? 'Les trois axes ont été suivis : la part des PME dans les projets a augmenté, les résultats sont publiés, le budget de l’animation est détaillé.'
      : 'Deux axes sur trois ont été suivis. Les PME restent peu nombreuses dans les projets.',
  });
}

/** After a yearly review: some targets rise, one falls, and the State and the association sign a new text. */
export async function amendTargets(play: Play, text: WrittenText, papers: Papers): Promise<void> {
  const { contract, objectives } = text;
  play.on('2014-03-24' as Day);
  await play.act(openAmendment, {
    contract,
    subjects: ['targets'],
    reason:
      'Revue annuelle de mars 2014 : trois cibles ont été dépassées dès la première année, une autre ne sera pas tenue.',
  });
  play.on('2014-04-10' as Day);
  await moveTargets(play, contract, counting(objectives).slice(0, 4), { from: 2015, factors: [1.1, 1.08, 1.12, 0.9] });
  await collectSignatures(play, contract, papers, {
    number: 1,
    sentOn: '2014-05-06' as Day,
    signedOn: '2014-05-20' as Day,
    ceremony: false,
  });
}

/** Objectives whose first indicator counts things: those of which more is better, year after year. */
const counting = (objectives: WrittenText['objectives']): string[] =>
  objectives.filter(({ indicators }) => indicators[0]?.counts).map(({ id }) => id);

/** Moves the targets of the first indicator of each of these objectives, from a year on, by these factors in turn. */
async function moveTargets(
  play: Play,
  contract: string,
  wanted: readonly string[],
  { from, factors }: { readonly from: number; readonly factors: readonly number[] },
  who?: Actor,
): Promise<void> {
  const { objectives } = await play.act(getObjectives, { contract });
  const cells = wanted.flatMap((id, rank) => {
    const found = objectives.find((one) => one.id === id)!.indicators[0]!;
    return Object.entries(found.content.targets as Record<string, number | null>)
      .filter(([year, value]) => Number(year) >= from && value !== null)
      .map(([year, value]) => ({
        indicator: found.id,
        revision: found.revision,
        year: Number(year),
        value: movedBy(value!, factors[rank % factors.length]!, found.content.measure),
      }));
  });
  await play.act(
    setTargets,
    { contract, cells, reason: 'Revue annuelle : cible remise au niveau de ce qui a été constaté.' },
    who,
  );
}

/** Never beyond a hundred per cent, never the same. */
function movedBy(value: number, factor: number, measure: string): number {
  const moved = Math.round(value * factor);
  const other = moved === value ? value + (factor > 1 ? 1 : -1) : moved;
  return measure === 'ratio' ? Math.min(99, other) : Math.max(0, other);
}

/** A second amendment that its authors are still writing, with a comment and a proposal of the region. */
export async function reopen(play: Play, text: WrittenText, cast: Cast): Promise<void> {
  const { contract } = text;
  const objectives = counting(text.objectives);
  play.on('2018-04-05' as Day);
  await play.act(
    openAmendment,
    {
      contract,
      subjects: ['targets', 'money'],
      reason: 'Une seconde plateforme ouvre en juin 2018 : deux cibles et les engagements de 2018 sont à revoir.',
    },
    cast.cluster,
  );
  play.on('2018-04-09' as Day);
  await moveTargets(play, contract, [objectives[4]!], { from: 2018, factors: [1.15] }, cast.cluster);
  play.on('2018-04-11' as Day);
  await play.act(
    addComment,
    {
      contract,
      clause: objectives[4]!,
      body: 'La hausse de 2018 suppose que la plateforme ouvre avant l’été : la date est-elle assurée ?',
    },
    cast.region,
  );
  play.on('2018-04-12' as Day);
  await propose(play, contract, objectives[5]!, cast.region);
}

/** An amendment of money that everybody must sign: the State and the association may at once, assemblies vote in the weeks to come. */
export async function amendMoney(play: Play, text: WrittenText, papers: Papers): Promise<void> {
  const { contract } = text;
  play.on('2018-01-22' as Day);
  await play.act(openAmendment, {
    contract,
    subjects: ['money'],
    reason:
      'Extension de la plateforme de bioproduction : les financeurs triplent leur contribution aux actions de 2018.',
  });
  const held = await moneyOf(play, contract);
  const cells = held
    .filter(({ nature, year }) => nature === 'actions' && year === 2018)
    .map(({ amountCents, ...cell }) => ({ ...cell, amountCents: amountCents * 3 }));
  await play.act(setCommitments, { contract, cells, reason: 'Extension de la plateforme de bioproduction' });
  const votes = ['2018-04-27', '2018-05-07', '2018-05-18', '2018-05-22', '2018-06-04'] as Day[];
  const { parties } = await boardOf(play, contract);
  const voting = parties.filter(({ needsVote }) => needsVote).map(({ id }) => id);
  await collectSignatures(play, contract, papers, {
    number: 1,
    sentOn: '2018-04-03' as Day,
    signedOn: '2018-04-10' as Day,
    ceremony: false,
    waiting: ({ id, kind }) => {
      if (kind === 'cluster') return null;
      if (kind === 'state') return 'not-yet';
      const rank = voting.indexOf(id);
      return rank === 1 ? null : { assemblyOn: votes[rank % votes.length]! };
    },
  });
}

/** The cut that was decided, and the first year that it lowers. */
export const CUT_PERCENT = 15;
const CUT_FROM = 2015;

/** A cut in the State's support, with its criteria, the reply of the cluster, and what the State made of it (R35, R36). */
export async function cutSupport(play: Play, contract: string, cast: Cast): Promise<void> {
  play.on('2014-07-15' as Day);
  const { decision } = await play.act(
    recordSupportDecision,
    {
      contract,
      kind: 'cut',
      effectiveOn: `${CUT_FROM}-01-01`,
      cutPercent: CUT_PERCENT,
      reasons:
        'Les services rendus aux PME restent en deçà de ce que le contrat prévoit pour la première année. La décision est propre à ce pôle ; les valeurs qui la fondent sont jointes.',
      criteria: [
        {
          name: 'PME accompagnées en 2013',
          value: '11 PME',
          expected: '18 PME',
          definition: 'PME distinctes reçues au moins deux fois dans l’année pour un même sujet.',
        },
        {
          name: 'Projets labellisés et financés en 2013',
          value: '6 projets, dont 3 colabellisés',
          expected: '9 projets',
          definition:
            'Projets labellisés par le pôle, seul ou avec d’autres, quel que soit le guichet qui les finance.',
          countsProjects: true,
          coLabelled: true,
          windows: ['fui', 'anr', 'ademe', 'europe', 'regional'],
        },
      ],
    },
    cast.state,
  );
  play.on('2014-08-08' as Day);
  await play.act(
    replyToDecision,
    {
      contract,
      decision,
      reply:
        'Deux projets colabellisés en décembre 2013 n’ont été financés qu’en février 2014 : ils manquent au compte. Le poste chargé des PME, vacant huit mois, est pourvu depuis mai. Nous demandons que la baisse soit revue à l’automne.',
    },
    cast.cluster,
  );
  play.on('2014-09-05' as Day);
  await play.act(
    confirmDecision,
    {
      contract,
      decision,
      reason:
        'La réponse est prise en compte pour 2015 : la baisse est maintenue, et réexaminée avec les données de l’année.',
    },
    cast.state,
  );
}

/** First and last closed year of the phase. */
export const CLOSED_YEARS = { first: 2013, last: 2017 } as const;

/** What authorities paid of each year, in its autumn: all of it, but for what the State cut and, where they are late, for half of what the last of them owes for the last closed year. */
export async function payYears(
  play: Play,
  contract: string,
  {
    from,
    to,
    cutPercent,
    isLate,
  }: { readonly from: number; readonly to: number; readonly cutPercent: number; readonly isLate: boolean },
): Promise<void> {
  const held = await moneyOf(play, contract);
  for (let year = from; year <= to; year++) {
    const due = held.filter((one) => one.year === year && one.party !== 'cluster');
    for (const [rank, { party, nature, amountCents }] of due.entries()) {
      const paidOn = addDays(day(`${year}-11-04`), rank * 9);
      play.on(paidOn);
      const isHalf = isLate && year === CLOSED_YEARS.last && rank === due.length - 1 && rank > 0;
      const share = isHalf ? 0.5 : party.startsWith('state-') && year >= CUT_FROM ? 1 - cutPercent / 100 : 1;
      await play.act(recordPayment, {
        contract,
        party,
        year,
        nature,
        amountCents: Math.round(amountCents * share),
        paidOn,
        reference: `Mandat n° ${year * 1_000 + rank * 37 + 112} (fictif)`,
      });
    }
  }
}
