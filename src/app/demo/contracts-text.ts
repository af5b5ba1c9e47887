import {
  joinAnnex,
  saveArea,
  saveDiagnosis,
  saveGoal,
  saveIndicator,
  saveMarket,
  saveObjective,
  setCommitments,
} from '#rooms/contracts';
import type { InventedIndicator, ObjectiveMaker } from './contracts-indicators.ts';
import { moneyPlan } from './contracts-money.ts';
import { OBJECTIVES } from './contracts-objectives.ts';
import type { Papers } from './contracts-papers.ts';
import type { Play } from './contracts-play.ts';
import type { Party } from './contracts-procedure.ts';
import type { Story } from './contracts-story.ts';

/** Clauses that later episodes speak of. */
export interface WrittenText {
  readonly contract: string;
  readonly objectives: readonly {
    readonly id: string;
    readonly title: string;
    readonly indicators: readonly WrittenIndicator[];
  }[];
  readonly markets: readonly string[];
}

export interface WrittenIndicator {
  readonly id: string;
  /** Of things that are counted, and of which more is better. */
  readonly counts: boolean;
}

/** What the text refers to. */
interface Given {
  readonly parties: readonly Party[];
  readonly papers: Papers;
  /** Of the region of its seat. */
  readonly priorities: readonly { readonly id: string }[];
}

/** Writes the whole project of a cluster, as its team would on the screens. */
export async function writeProject(
  play: Play,
  contract: string,
  story: Story,
  { parties, papers, priorities }: Given,
): Promise<WrittenText> {
  const { luck, field, cluster } = story;
  const money = moneyPlan(story, parties);
  const areas: string[] = [];
  for (const [title, technology, market] of some(story, field.areas, story.size > 1.4 ? 4 : 3)) {
    const summary = `Comité de pilotage composé d’entreprises et de laboratoires, réuni chaque trimestre ; les ${field.buyers} y présentent leurs besoins.`;
    const saved = await play.act(saveArea, { contract, content: { title, technology, market, summary } });
    areas.push(saved.clause);
  }
  for (const [rank, [title, detail, nature]] of some(story, field.goals, story.size > 1.4 ? 3 : 2).entries())
    await play.act(saveGoal, {
      contract,
      content: { title, detail, nature, areas: [areas[rank % areas.length]!] },
    });
  const markets: string[] = [];
  for (const market of some(story, field.markets, story.size > 1.4 ? 4 : 2)) {
    const millions = Math.round((market.millions * (0.85 + luck.next() * 0.3)) / 10) * 10;
    const { clause } = await play.act(saveMarket, {
      contract,
      content: {
        title: market.title,
        worldRegion: market.region,
        sizeCents: millions * 100_000_000,
        sizeYear: 2012,
        source: `Étude de marché du pôle, 2012 (chiffre inventé pour la démonstration)`,
        naf: [...market.naf],
        cpv: [...market.cpv],
        detail: market.detail,
      },
    });
    markets.push(clause);
  }
  for (const { section, text } of diagnosisOf(story))
    await play.act(saveDiagnosis, { contract, content: { section, text } });
  const make: ObjectiveMaker = {
    luck,
    field,
    size: story.size,
    ambition: story.ambition,
    firms: cluster.firms,
    publicShare: money.publicShare,
    before: money.before,
  };
  const objectives: WrittenText['objectives'][number][] = [];
  for (const [rank, maker] of chosen(story).entries()) {
    const { indicators, ...objective } = maker(make);
    const tied = rank % 2 === 0 && priorities.length > 0 ? [priorities[rank % priorities.length]!.id] : [];
    const { clause } = await play.act(saveObjective, {
      contract,
      content: {
        ...objective,
        bearers: [...objective.bearers],
        priorities: tied,
        filieres: rank % 2 === 1 || rank === 0 ? field.filieres.slice(0, 1) : [],
        areas: [areas[rank % areas.length]!],
      },
    });
    const written: WrittenIndicator[] = [];
    for (const indicator of indicators) {
      const saved = await play.act(saveIndicator, { contract, parent: clause, content: contentOf(indicator) });
      written.push({ id: saved.clause, counts: isCount(indicator) });
    }
    objectives.push({ id: clause, title: objective.title, indicators: written });
  }
  await play.act(setCommitments, {
    contract,
    cells: money.commitments.map(({ euros, ...cell }) => ({ ...cell, amountCents: euros * 100 })),
    budgets: money.budgets.map(({ year, euros }) => ({ year, amountCents: euros * 100 })),
  });
  for (const { kind, file } of papers.annexes) await play.act(joinAnnex, { contract, kind, file });
  return { contract, objectives, markets };
}

/** A project that its team has only begun: two areas, one market without a size, an objective without a target. */
export async function beginProject(play: Play, contract: string, story: Story): Promise<void> {
  const { field } = story;
  for (const [title, technology, market] of field.areas.slice(0, 2))
    await play.act(saveArea, { contract, content: { title, technology, market } });
  const [market] = field.markets;
  await play.act(saveMarket, {
    contract,
    content: { title: market!.title, worldRegion: market!.region, detail: market!.detail },
  });
  await play.act(saveDiagnosis, {
    contract,
    content: { section: 'strengths', text: sentence(`Le pôle s’appuie sur ${field.strengths[0]}`) },
  });
  const { clause } = await play.act(saveObjective, {
    contract,
    content: { title: 'Faire grandir les PME du pôle', dimension: 'sme-growth', scope: 'collective' },
  });
  await play.act(saveIndicator, { contract, parent: clause, content: { code: 'SAT-02' } });
}

/** Common indicators of things counted, among those that objectives take. */
const COUNTS = ['RES-05', 'PRJ-01', 'SAT-02', 'RES-06', 'PRJ-07'];
const isCount = ({ code, measure }: InventedIndicator): boolean => measure === 'count' || COUNTS.includes(code ?? '');

function contentOf({ code, baseline, targets, levels, ...own }: InventedIndicator) {
  return {
    ...own,
    code,
    levels: [...(levels ?? [])],
    baseline: {
      value: baseline.value,
      numerator: baseline.numerator ?? null,
      denominator: baseline.denominator ?? null,
      year: baseline.year,
      source: baseline.source,
    },
    targets: { ...targets },
  };
}

/** Every contract has the market and the SMEs; the rest by what its board chose. */
function chosen({ luck, objectives }: Story) {
  const [first, ...others] = OBJECTIVES;
  const left = [...others];
  const taken = [first!];
  while (taken.length < objectives && left.length > 0)
    taken.push(...left.splice(luck.whole(0, Math.min(2, left.length - 1)), 1));
  return taken;
}

/** `count` of them at most, without repetition, in their order. */
function some<T>({ luck }: Story, from: readonly T[], count: number): T[] {
  const left = [...from];
  while (left.length > count) left.splice(luck.whole(0, left.length - 1), 1);
  return left;
}

const sentence = (words: string): string => `${words[0]!.toUpperCase()}${words.slice(1)}.`;

function diagnosisOf({ field, cluster, luck, ambition }: Story) {
  const [strong, otherStrong] = field.strengths;
  const [weak, otherWeak] = field.weaknesses;
  const place = cluster.city ?? 'son territoire';
  const first = field.markets[luck.whole(0, field.markets.length - 1)]!;
  const pace =
    ambition > 1.05
      ? 'Le conseil d’administration a retenu des cibles hautes, que la part de PME déjà engagées rend crédibles.'
      : 'Le conseil d’administration a préféré des cibles mesurées, revues chaque année, à des promesses difficiles à tenir.';
  return [
    {
      section: 'ecosystem' as const,
      text: `Autour de ${place}, le pôle réunit ${strong}. Il travaille avec ${otherStrong}. Les nouveaux adhérents viennent surtout par les projets et par les rencontres d’affaires.`,
    },
    {
      section: 'positioning' as const,
      text: `Le pôle est reconnu en France dans son domaine. En Europe, il se compare à trois grappes de taille voisine, dont deux sont ses partenaires. Il ne cherche pas à couvrir tout le champ « ${cluster.sector.toLowerCase()} » et dit où il s’arrête.`,
    },
    { section: 'strengths' as const, text: `${sentence(strong!)}\n\n${sentence(otherStrong!)}` },
    { section: 'weaknesses' as const, text: `${sentence(weak!)}\n\n${sentence(otherWeak!)}` },
    {
      section: 'ambition' as const,
      text: `D’ici 2018, le pôle veut être jugé sur ce que ses membres vendent, et non plus sur le nombre de projets lancés. Le premier marché visé est « ${first.title.toLowerCase()} ». ${pace}`,
    },
    {
      section: 'potential' as const,
      text: `${luck.whole(12, 45)} PME membres ont un produit à moins de deux ans du marché ; ${luck.whole(4, 11)} entreprises de taille intermédiaire peuvent être leurs premiers clients. Le potentiel tient surtout aux ${field.buyers}, encore peu associés aux projets.`,
    },
  ];
}
