import fc from 'fast-check';
import { expect, expectTypeOf, test } from 'vitest';
import type { Say } from './say.ts';
import {
  type Answers,
  decideTransition,
  defineWorkflow,
  openTransitions,
  type StateOf,
  toMermaid,
} from './workflow.ts';

const title = (fr: string, en: string): Say => ({ fr, en });

const contract = defineWorkflow({
  name: 'contract',
  title: title('Contrat', 'Contract'),
  states: {
    draft: title('Brouillon', 'Draft'),
    'under-review': title('En examen', 'Under review'),
    signed: title('Signé', 'Signed'),
    closed: title('Clos', 'Closed'),
  },
  initial: 'draft',
  transitions: {
    submit: {
      from: ['draft'],
      to: 'under-review',
      title: title('Soumettre', 'Submit'),
      guards: ['everyObjectiveHasATarget', 'deadlineIsAhead'],
    },
    return: { from: ['under-review'], to: 'draft', title: title('Renvoyer', 'Return') },
    sign: {
      from: ['under-review'],
      to: 'signed',
      title: title('Signer', 'Sign'),
      guards: ['everyObjectiveHasATarget'],
    },
    close: { from: ['draft', 'signed'], to: 'closed', title: title('Clore', 'Close') },
  },
  guards: {
    everyObjectiveHasATarget: title(
      'Un objectif n’a pas de cible. Donnez-lui une cible.',
      'An objective has no target. Give it one.',
    ),
    deadlineIsAhead: title('Le délai est passé.', 'The deadline has passed.'),
  },
});

test('A guard that nobody answered is a closed door, with its sentence', () => {
  const { open, closed } = openTransitions(contract, 'draft', { deadlineIsAhead: true });
  expect(open).toEqual(['close']);
  expect(closed).toEqual([{ transition: 'submit', reasons: [contract.guards.everyObjectiveHasATarget] }]);
  expect(decideTransition(contract, 'draft', 'submit', {})).toMatchObject({ ok: false, reasons: [{}, {}] });
  expect(
    decideTransition(contract, 'draft', 'submit', { everyObjectiveHasATarget: true, deadlineIsAhead: true }),
  ).toEqual({ ok: true, to: 'under-review' });
});

test('A transition that does not leave this state is refused in words', () => {
  expect(
    decideTransition(contract, 'signed', 'submit', { everyObjectiveHasATarget: true, deadlineIsAhead: true }),
  ).toEqual({
    ok: false,
    reasons: [
      {
        fr: 'L’état est «\u202fSigné\u202f»\u202f: «\u202fSoumettre\u202f» n’est possible que depuis «\u202fBrouillon\u202f».',
        en: 'The state is “Signed”: “Submit” is only possible from “Draft”.',
      },
    ],
  });
});

test('States, transitions and guards are known to the compiler', () => {
  expectTypeOf<StateOf<typeof contract>>().toEqualTypeOf<'draft' | 'under-review' | 'signed' | 'closed'>();
  // @ts-expect-error no such guard
  openTransitions(contract, 'draft', { everyObjectiveIsNice: true });
  // @ts-expect-error no such transition
  expect(() => decideTransition(contract, 'draft', 'constructor', {})).toThrow();
  // @ts-expect-error a row may hold a state of another time: nothing is open
  expect(openTransitions(contract, 'archived', {})).toEqual({ open: [], closed: [] });
});

test('A workflow that contradicts itself does not start', () => {
  const states = { a: title('A', 'A'), b: title('B', 'B') };
  const define = (definition: object) => () =>
    defineWorkflow({
      name: 'w',
      title: title('W', 'W'),
      states,
      initial: 'a',
      transitions: {},
      ...definition,
    } as never);
  expect(define({})).toThrow('nothing leads to b');
  expect(define({ transitions: { go: { from: ['a'], to: 'c', title: states.a } } })).toThrow('c, which is no state');
  expect(define({ transitions: { go: { from: ['a'], to: 'b', title: states.a, guards: ['toString'] } } })).toThrow(
    'toString, which has no sentence',
  );
  expect(define({ transitions: { go: { from: [], to: 'b', title: states.a } } })).toThrow('leaves no state');
});

const names = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,6}$/), { minLength: 1, maxLength: 6 });
const anyWorkflow = fc.tuple(names, names, names).chain(([states, transitions, guards]) => {
  const [initial = ''] = states;
  const say = (list: readonly string[]) => Object.fromEntries(list.map((name) => [name, title(name, name)]));
  const rows = fc.tuple(
    ...transitions.map(() =>
      fc.record({
        from: fc.subarray(states, { minLength: 1 }),
        to: fc.constantFrom(...states),
        guards: fc.subarray(guards),
        title: fc.constant(title('x', 'x')),
      }),
    ),
  );
  // One more row per state makes every state reachable; what is tested is everything else.
  return rows.map((list) =>
    defineWorkflow({
      name: 'any',
      title: title('any', 'any'),
      states: say(states),
      initial,
      transitions: Object.fromEntries([
        ...list.map((row, index) => [transitions[index] as string, row] as const),
        ...states.map((state) => [`to-${state}`, { from: [initial], to: state, title: title('x', 'x') }] as const),
      ]),
      guards: say(guards),
    }),
  );
});

test('Whatever is asked, a workflow never leaves its states, and opens only what every guard allows', () => {
  const steps = fc.array(
    fc.tuple(
      fc.nat(),
      fc.dictionary(fc.stringMatching(/^[a-z]{1,6}$/), fc.constantFrom(true, false, undefined)),
      fc.boolean(),
    ),
    { maxLength: 30 },
  );
  fc.assert(
    fc.property(anyWorkflow, steps, (workflow, moves) => {
      let state: string = workflow.initial;
      for (const [pick, given, all] of moves) {
        const answers: Answers<string> = all
          ? Object.fromEntries(Object.keys(workflow.guards).map((guard) => [guard, true]))
          : given;
        const transitions = Object.keys(workflow.transitions);
        const transition = transitions[pick % transitions.length] as string;
        const row = workflow.transitions[transition]!;
        const decision = decideTransition(workflow, state, transition, answers);
        const allowed = row.from.includes(state) && (row.guards ?? []).every((guard) => answers[guard] === true);
        expect(decision.ok).toBe(allowed);
        expect(openTransitions(workflow, state, answers).open.includes(transition)).toBe(allowed);
        if (decision.ok) state = decision.to;
        else expect(decision.reasons.length).toBeGreaterThan(0);
        expect(Object.keys(workflow.states)).toContain(state);
      }
    }),
  );
});

test('The diagram shows every state and transition, with ends and escaped labels', () => {
  expect(toMermaid(contract, 'fr')).toBe(`stateDiagram-v2
  [*] --> draft
  draft: Brouillon
  under_review: En examen
  signed: Signé
  closed: Clos
  draft --> under_review: Soumettre [everyObjectiveHasATarget, deadlineIsAhead]
  under_review --> draft: Renvoyer
  under_review --> signed: Signer [everyObjectiveHasATarget]
  draft --> closed: Clore
  signed --> closed: Clore
  closed --> [*]
`);
  const colon = defineWorkflow({
    name: 'c',
    title: title('c', 'c'),
    states: { a: title('Suite\u202f: «\u202f#1\u202f»;', 'a') },
    initial: 'a',
    transitions: {},
  });
  expect(toMermaid(colon, 'fr')).toContain('a: Suite\u202f#58; «\u202f#35;1\u202f»#59;');
});
