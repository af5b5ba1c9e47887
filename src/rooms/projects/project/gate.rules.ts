import type { Day } from '#kit/period.ts';
import type { Say } from '#kit/say.ts';
import { type Answers, decideTransition, type GuardOf, type TransitionOf } from '#kit/workflow.ts';
import type { Stage } from '../project.ts';
import { projectLife } from '../project.workflow.ts';
import type { ProjectStep } from '../project-address.ts';

export type Gate = TransitionOf<typeof projectLife>;
type Guard = GuardOf<typeof projectLife>;

export interface GateLabel {
  readonly cluster: string;
  readonly decision: 'labelled' | 'reservations' | 'refused' | 'support-letter' | null;
  readonly askedOn: Day | null;
  readonly decidedOn: Day | null;
  readonly alive: boolean;
}

export interface GateFile {
  readonly window: string;
  readonly funder: 'state' | 'bpifrance' | 'region' | 'anr' | 'ademe' | 'europe';
  readonly region: string | null;
  readonly state: string;
  readonly submittedOn: Day | null;
  readonly selectedOn: Day | null;
  readonly lapsesAfter: Day | null;
  readonly agreementOn: Day | null;
}

/** What the acts of every slice recorded, as far as the gates care. */
export interface GateFacts {
  readonly stage: Stage;
  readonly stageSince: Day;
  readonly cluster: string;
  readonly clusterName: string;
  readonly lead: string | null;
  readonly partners: number;
  readonly labels: readonly GateLabel[];
  readonly files: readonly GateFile[];
  readonly startsOn: Day | null;
  readonly endsOn: Day | null;
  readonly openDeliverables: number;
  readonly oldestDeliverable: Day | null;
  readonly investedOn: Day | null;
  readonly firstSoldOn: Day | null;
  readonly soldAbroad: boolean;
  readonly yearsOfSales: number;
}

/** Partners that make a project collaborative. */
export const LEAST_PARTNERS = 2;
/** Years with sales that show a diffusion without any sale abroad. */
export const LEAST_YEARS_OF_SALES = 2;

const GRANTED = ['labelled', 'reservations'];
/** Files that wait for a decision or for money. */
const ALIVE = ['draft', 'submitted', 'eligible', 'selected', 'agreement'];
const WITH_FUNDER = ['submitted', 'eligible', 'selected', 'agreement', 'closed'];
const SELECTED = ['selected', 'agreement', 'closed'];
const SIGNED = ['agreement', 'closed'];

const filesIn = (facts: GateFacts, states: readonly string[]) =>
  facts.files.filter(({ state }) => states.includes(state));

const isLabelled = ({ labels }: GateFacts) => labels.some(({ decision }) => decision && GRANTED.includes(decision));

/** The answer of each guard on a day. `asksLabel`: does this window take no file without a cluster’s label? */
export function gateAnswers(
  facts: GateFacts,
  on: Day,
  asksLabel: (window: string) => boolean,
): Required<Answers<Guard>> {
  const submitted = filesIn(facts, WITH_FUNDER);
  return {
    leadIsNamed: facts.lead !== null,
    partnersAreTwo: facts.partners >= LEAST_PARTNERS,
    labelIsGranted: isLabelled(facts),
    labelIsGrantedWhereAsked: isLabelled(facts) || submitted.some(({ window }) => !asksLabel(window)),
    fileIsSubmitted: submitted.length > 0,
    funderHasSelected: filesIn(facts, SELECTED).length > 0,
    noFileIsAlive: filesIn(facts, ALIVE).length === 0,
    agreementIsSigned: filesIn(facts, SIGNED).length > 0,
    researchHasStarted: facts.startsOn !== null && facts.startsOn <= on,
    researchIsOver: facts.endsOn !== null && facts.endsOn <= on,
    deliverablesAreSettled: facts.openDeliverables === 0,
    investmentIsRecorded: facts.investedOn !== null,
    firstSaleIsRecorded: facts.firstSoldOn !== null,
    diffusionIsShown: facts.soldAbroad || facts.yearsOfSales >= LEAST_YEARS_OF_SALES,
  };
}

/** The gates that lead onwards from each stage, the usual one first; a service goes to the market without being industrialised. */
export const ONWARDS: Readonly<Record<Stage, readonly Gate[]>> = {
  idea: ['formConsortium'],
  consortium: ['label', 'submit'],
  labelled: ['submit'],
  submitted: ['select'],
  selected: ['signAgreement'],
  agreement: ['start'],
  running: ['complete'],
  completed: ['industrialise', 'launch'],
  industrialisation: ['launch'],
  market: ['diffuse'],
  diffused: [],
  abandoned: [],
};

export interface Gap {
  readonly guard: Guard;
  readonly what: Say;
  /** Who can fill it. */
  readonly holder: Say;
  /** Since when it has been missing; for a date to come, null. */
  readonly since: Day | null;
  readonly dueOn: Day | null;
  /** Where it is filled. */
  readonly step: ProjectStep;
}

export interface NextGate {
  readonly gate: Gate;
  readonly to: Stage;
  readonly title: Say;
  readonly open: boolean;
  readonly missing: readonly Gap[];
}

/** The next gates of a project, each with what is missing, who holds it and since when: the « il manque » box. */
export function nextGates(facts: GateFacts, on: Day, asksLabel: (window: string) => boolean): NextGate[] {
  const answers = gateAnswers(facts, on, asksLabel);
  const ended = facts.files.length > 0 && answers.noFileIsAlive && filesIn(facts, SIGNED).length === 0;
  // A file that was refused, lapsed or withdrawn, and nothing else under way: the way back to another submission stands first.
  const back: readonly Gate[] =
    ended && projectLife.transitions.resubmit.from.includes(facts.stage as never) ? ['resubmit'] : [];
  return [...back, ...ONWARDS[facts.stage]].map((gate): NextGate => {
    const { guards = [], to, title } = projectLife.transitions[gate];
    const missing = (guards as readonly Guard[]).filter((guard) => !answers[guard]).map((guard) => gapOf(guard, facts));
    return { gate, to, title, open: decideTransition(projectLife, facts.stage, gate, answers).ok, missing };
  });
}

const FUNDER_NAMES: Readonly<Record<GateFile['funder'], Say>> = {
  state: { fr: 'l’État', en: 'the State' },
  bpifrance: { fr: 'Bpifrance', en: 'Bpifrance' },
  region: { fr: 'la région', en: 'the region' },
  anr: { fr: 'l’ANR', en: 'the ANR' },
  ademe: { fr: 'l’ADEME', en: 'the ADEME' },
  europe: { fr: 'l’Union européenne', en: 'the European Union' },
};

const funderOf = (file: GateFile | undefined): Say | null =>
  file ? (file.region ? same(file.region) : FUNDER_NAMES[file.funder]) : null;

const same = (name: string): Say => ({ fr: name, en: name });

type Place = Pick<Gap, 'holder' | 'since' | 'dueOn' | 'step'>;

function gapOf(guard: Guard, facts: GateFacts): Gap {
  const team = same(facts.clusterName);
  const lead: Say = facts.lead ? same(facts.lead) : team;
  const held = (holder: Say, step: ProjectStep, more: Partial<Pick<Gap, 'since' | 'dueOn'>> = {}): Place => ({
    holder,
    step,
    since: facts.stageSince,
    dueOn: null,
    ...more,
  });
  const waiting = facts.labels.find(({ decision, alive }) => alive && decision === null);
  const label = () =>
    waiting
      ? held(same(waiting.cluster), 'labelling', { since: waiting.askedOn ?? facts.stageSince })
      : held(lead, 'labelling');
  const atFunder = facts.files.findLast(({ state }) => state === 'submitted' || state === 'eligible');
  const chosen = facts.files.findLast(({ state }) => state === 'selected');
  const places: Readonly<Record<Guard, () => Place>> = {
    leadIsNamed: () => held(team, 'consortium'),
    partnersAreTwo: () => held(lead, 'consortium'),
    labelIsGranted: label,
    labelIsGrantedWhereAsked: label,
    fileIsSubmitted: () => held(lead, 'funding'),
    funderHasSelected: () =>
      held(funderOf(atFunder) ?? lead, 'funding', { since: atFunder?.submittedOn ?? facts.stageSince }),
    noFileIsAlive: () => held(funderOf(atFunder ?? chosen) ?? lead, 'funding'),
    agreementIsSigned: () =>
      held(funderOf(chosen) ?? lead, 'funding', {
        since: chosen?.selectedOn ?? facts.stageSince,
        dueOn: chosen?.lapsesAfter ?? null,
      }),
    researchHasStarted: () =>
      held(lead, 'thread', { since: facts.startsOn ? null : facts.stageSince, dueOn: facts.startsOn }),
    researchIsOver: () => held(lead, 'thread', { since: facts.endsOn ? null : facts.stageSince, dueOn: facts.endsOn }),
    deliverablesAreSettled: () =>
      held(lead, 'delivery', { since: facts.oldestDeliverable, dueOn: facts.oldestDeliverable }),
    investmentIsRecorded: () => held(lead, 'results'),
    firstSaleIsRecorded: () => held(lead, 'results'),
    diffusionIsShown: () => held(lead, 'results', { since: facts.firstSoldOn ?? facts.stageSince }),
  };
  return { guard, what: whatIsMissing(guard, facts), ...places[guard]() };
}

/** The sentence of the guard; of a day that is known and to come, that it is. */
function whatIsMissing(guard: Guard, { startsOn, endsOn }: GateFacts): Say {
  if (guard === 'researchHasStarted' && startsOn)
    return { fr: 'La R&D n’a pas encore commencé.', en: 'The R&D has not started yet.' };
  if (guard === 'researchIsOver' && endsOn)
    return { fr: 'La R&D n’est pas encore finie.', en: 'The R&D is not over yet.' };
  return projectLife.guards[guard];
}
