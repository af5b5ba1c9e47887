import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FrozenText } from '../text/frozen-text.ts';
import { partDigest, partOf, stands } from './touched.rules.ts';

const party = (id: string, kind: 'state' | 'region' | 'authority' | 'cluster', coordinating = false) => ({
  id,
  kind,
  coordinating,
  name: id,
  region: null,
  metropole: null,
  position: 1,
});
const PARTIES = [
  party('state-82', 'state', true),
  party('state-93', 'state'),
  party('region-82', 'region'),
  party('region-93', 'region'),
  party('authority-1', 'authority'),
  party('cluster', 'cluster'),
];
const IDS = PARTIES.map(({ id }) => id);

type FrozenClause = FrozenText['clauses'][number];

const clause = (id: string, kind: FrozenClause['kind'], content: object): FrozenClause => ({
  id,
  kind,
  parent: null,
  position: 1,
  content: content as never,
});

const frozen = (clauses: readonly FrozenClause[]): FrozenText => ({
  contract: { id: 'minalogic-2013', startsOn: '2013-01-01', endsOn: '2018-12-31', phase: 'phase-iii' },
  edition: { number: 0, subjects: [], reason: null },
  cluster: { id: 'minalogic', name: 'Minalogic', sector: 'Essais', association: null },
  parties: PARTIES,
  clauses,
  members: [],
  annexes: [],
  figures: [],
  names: {},
  synthetic: false,
  on: '2013-05-02',
});

const anyClause = fc.oneof(
  fc
    .record({ party: fc.constantFrom(...IDS), amountCents: fc.integer({ min: 0, max: 5 }) })
    .map((content) => ['commitment', content] as const),
  fc.record({ title: fc.constantFrom('a', 'b', 'c') }).map((content) => ['objective', content] as const),
);
const anyText = fc
  .array(anyClause, { minLength: 1, maxLength: 10 })
  .map((all) => frozen(all.map(([kind, content], index) => clause(`c${index}`, kind, content))));

/** Told another way than by the rule: whom does this clause concern? */
const concerned = ({ kind, content }: FrozenClause): string[] =>
  kind === 'commitment' ? [(content as { party: string }).party, 'state-82', 'cluster'] : IDS;

describe('What a party signs', () => {
  it('A commitment touches whoever makes it, the coordinating State and the cluster', () => {
    const text = frozen([
      clause('c1', 'commitment', { party: 'region-82', amountCents: 1 }),
      clause('c2', 'objective', { title: 'a' }),
    ]);
    const read = (id: string) => partOf(text, PARTIES.find((one) => one.id === id)!).clauses.map((one) => one.id);
    expect(IDS.map((id) => [id, read(id).join(' ')])).toEqual([
      ['state-82', 'c1 c2'],
      ['state-93', 'c2'],
      ['region-82', 'c1 c2'],
      ['region-93', 'c2'],
      ['authority-1', 'c2'],
      ['cluster', 'c1 c2'],
    ]);
  });

  it('A signature falls exactly when a clause that concerns its party changed, was added or was taken away', () => {
    fc.assert(
      fc.property(
        anyText,
        anyClause,
        fc.nat(),
        fc.constantFrom('change', 'add', 'remove'),
        (text, given, which, act) => {
          const index = which % text.clauses.length;
          const old = text.clauses[index]!;
          const fresh = clause(act === 'add' ? 'new' : old.id, given[0], given[1]);
          const clauses =
            act === 'add'
              ? [...text.clauses, fresh]
              : act === 'remove'
                ? text.clauses.filter((_, at) => at !== index)
                : text.clauses.map((one, at) => (at === index ? fresh : one));
          const after = frozen(clauses);
          const isSame = act === 'change' && JSON.stringify(old) === JSON.stringify(fresh);
          const touched = new Set([
            ...(act !== 'add' && !isSame ? concerned(old) : []),
            ...(act !== 'remove' && !isSame ? concerned(fresh) : []),
          ]);
          for (const one of PARTIES) {
            const signature = { partDigest: partDigest(text, one) };
            expect(stands(signature, after, one), one.id).toBe(!touched.has(one.id));
          }
        },
      ),
    );
  });
});
