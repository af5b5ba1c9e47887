import type { Locale, Say } from './say.ts';

export interface Transition<State extends string, Guard extends string> {
  readonly from: readonly State[];
  readonly to: State;
  /** A verb with its object, as on the button: « Soumettre le contrat ». */
  readonly title: Say;
  readonly guards?: readonly Guard[];
}

/** The whole life of a thing: its states, and what leads from one to the next. */
export interface Workflow<State extends string, Name extends string, Guard extends string> {
  readonly name: string;
  readonly title: Say;
  readonly states: Readonly<Record<State, Say>>;
  readonly initial: State;
  readonly transitions: Readonly<Record<Name, Transition<State, Guard>>>;
  /** Per guard, the sentence that tells why the transition is closed and what would open it. */
  readonly guards: Readonly<Record<Guard, Say>>;
}

/** Any workflow, for lists of them. */
export type AnyWorkflow = Workflow<string, string, string>;

export type StateOf<W> = W extends Workflow<infer State, string, string> ? State : never;
export type TransitionOf<W> = W extends Workflow<string, infer Name, string> ? Name : never;
export type GuardOf<W> = W extends Workflow<string, string, infer Guard> ? Guard : never;

/** What is known of the guards at this moment. One that is missing counts as a no. */
export type Answers<Guard extends string> = { readonly [G in Guard]?: boolean | undefined };

export interface OpenTransitions<Name extends string> {
  readonly open: readonly Name[];
  /** Transitions that leave this state, but not now, with every reason. */
  readonly closed: readonly { readonly transition: Name; readonly reasons: readonly Say[] }[];
}

export type TransitionDecision<State extends string> =
  | { readonly ok: true; readonly to: State }
  | { readonly ok: false; readonly reasons: readonly Say[] };

// Names come from rows and requests: `constructor` is no state, although every object has one.
const own = <Value>(record: Readonly<Record<string, Value>>, key: string): Value | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined;

/**
 * Declares a workflow; states, transitions and guards are checked by the compiler, and again here for what a compiler cannot see: a state
 * that nothing leads to. Throws at start-up, never in use.
 */
export function defineWorkflow<
  const State extends string,
  const Name extends string,
  const Guard extends string = never,
>(definition: {
  readonly name: string;
  readonly title: Say;
  readonly states: Readonly<Record<State, Say>>;
  readonly initial: NoInfer<State>;
  readonly transitions: Readonly<Record<Name, Transition<NoInfer<State>, NoInfer<Guard>>>>;
  readonly guards?: Readonly<Record<Guard, Say>>;
}): Workflow<State, Name, Guard> {
  const { name, states, initial } = definition;
  const guards = definition.guards ?? ({} as Record<Guard, Say>);
  const transitions = Object.entries<Transition<State, Guard>>(definition.transitions);
  const refuse = (what: string): never => {
    throw new Error(`Workflow ${name}: ${what}`);
  };
  if (!own(states, initial)) refuse(`starts in ${initial}, which is no state`);
  for (const [transition, { from, to, guards: asked = [] }] of transitions) {
    if (from.length === 0) refuse(`${transition} leaves no state`);
    for (const state of [...from, to])
      if (!own(states, state)) refuse(`${transition} speaks of ${state}, which is no state`);
    for (const guard of asked) if (!own(guards, guard)) refuse(`${transition} asks ${guard}, which has no sentence`);
  }
  const reached = new Set<string>([initial]);
  for (let before = 0; before !== reached.size; ) {
    before = reached.size;
    for (const [, { from, to }] of transitions) if (from.some((state) => reached.has(state))) reached.add(to);
  }
  for (const state of Object.keys(states)) if (!reached.has(state)) refuse(`nothing leads to ${state}`);
  return { ...definition, guards };
}

function reasonsAgainst<State extends string, Name extends string, Guard extends string>(
  workflow: Workflow<State, Name, Guard>,
  transition: Transition<State, Guard>,
  answers: Answers<Guard>,
): Say[] {
  return (transition.guards ?? [])
    .filter((guard) => own(answers, guard) !== true)
    .map((guard) => workflow.guards[guard]);
}

/** What a person may be shown in this state: the doors that are open, and those that are closed with their reasons. */
export function openTransitions<State extends string, Name extends string, Guard extends string>(
  workflow: Workflow<State, Name, Guard>,
  state: State,
  answers: Answers<NoInfer<Guard>>,
): OpenTransitions<Name> {
  const open: Name[] = [];
  const closed: { transition: Name; reasons: Say[] }[] = [];
  for (const transition of Object.keys(workflow.transitions) as Name[]) {
    const row = workflow.transitions[transition];
    if (!row.from.includes(state)) continue;
    const reasons = reasonsAgainst(workflow, row, answers);
    if (reasons.length === 0) open.push(transition);
    else closed.push({ transition, reasons });
  }
  return { open, closed };
}

/** May this transition be taken now? The same answer as `openTransitions`, and a sentence when it does not leave this state. */
export function decideTransition<State extends string, Name extends string, Guard extends string>(
  workflow: Workflow<State, Name, Guard>,
  state: State,
  transition: Name,
  answers: Answers<NoInfer<Guard>>,
): TransitionDecision<State> {
  const row = own(workflow.transitions, transition) as Transition<State, Guard> | undefined;
  if (!row) throw new Error(`Workflow ${workflow.name} has no transition ${transition}`);
  if (!row.from.includes(state)) return { ok: false, reasons: [notFromHere(workflow, state, row)] };
  const reasons = reasonsAgainst(workflow, row, answers);
  return reasons.length === 0 ? { ok: true, to: row.to } : { ok: false, reasons };
}

function notFromHere<State extends string>(
  workflow: Workflow<State, string, string>,
  state: State,
  { title, from }: Transition<State, string>,
): Say {
  const current: Say = own(workflow.states, state) ?? { fr: state, en: state };
  const list = (locale: Locale) =>
    new Intl.ListFormat(locale, { type: 'disjunction' }).format(
      from.map((origin) =>
        locale === 'fr' ? `«\u202f${workflow.states[origin].fr}\u202f»` : `“${workflow.states[origin].en}”`,
      ),
    );
  return {
    fr: `L’état est «\u202f${current.fr}\u202f»\u202f: «\u202f${title.fr}\u202f» n’est possible que depuis ${list('fr')}.`,
    en: `The state is “${current.en}”: “${title.en}” is only possible from ${list('en')}.`,
  };
}

/** The diagram of the workflow, in Mermaid's state notation; guards stand in square brackets, as in UML. */
export function toMermaid(workflow: AnyWorkflow, locale: Locale): string {
  // A hyphen ends a name in Mermaid, and these characters a label: it reads the number of a character between # and ;
  const id = (state: string) => state.replaceAll('-', '_');
  const label = (text: string) => text.replace(/[#;:"]/g, (mark) => `#${mark.charCodeAt(0)};`);
  const transitions = Object.values(workflow.transitions);
  const lines = ['stateDiagram-v2', `  [*] --> ${id(workflow.initial)}`];
  for (const [state, title] of Object.entries(workflow.states)) lines.push(`  ${id(state)}: ${label(title[locale])}`);
  for (const { from, to, title, guards = [] } of transitions) {
    const condition = guards.length > 0 ? ` [${guards.join(', ')}]` : '';
    for (const state of from) lines.push(`  ${id(state)} --> ${id(to)}: ${label(title[locale])}${condition}`);
  }
  for (const state of Object.keys(workflow.states)) {
    if (!transitions.some(({ from }) => from.includes(state))) lines.push(`  ${id(state)} --> [*]`);
  }
  return `${lines.join('\n')}\n`;
}
