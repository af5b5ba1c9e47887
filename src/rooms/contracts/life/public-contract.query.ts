import * as z from 'zod';
import { defineQuery, notFound } from '#kit/action.ts';
import { clusterPlace } from '#rooms/registry';
import { CLAUSE_KINDS, type ClauseKind } from '../clause/clause.ts';
import { findEdition } from '../contract.store.ts';
import { CONTRACT_STATES } from '../contract.ts';
import { daySchema } from '../contracts.schemas.ts';
import { type Names, type PassageEntry, passageEntries, passageTitle } from '../negotiation/passage.ts';
import type { ContractRules } from '../settings/contract-rules.ts';
import { rulesOf } from '../settings/settings.store.ts';
import type { FrozenText } from '../text/frozen-text.ts';
import type { FrozenClause } from '../text/text-reading.ts';
import { articleInWords } from './article-in-words.ts';
import { chainedText } from './contract-life.ts';
import { contractsOf } from './contract-list.store.ts';
import { textChain } from './text-chain.store.ts';

const PARTS: Readonly<Partial<Record<ClauseKind, ContractRules['publicParts'][number]>>> = {
  area: 'areas',
  goal: 'goals',
  market: 'markets',
  objective: 'objectives',
  indicator: 'objectives',
  commitment: 'commitments',
  article: 'articles',
};

const passage = z.object({
  id: z.string(),
  kind: z.enum(CLAUSE_KINDS),
  parent: z.string().nullable(),
  title: z.string(),
  entries: z.array(z.object({ name: z.string(), label: z.string(), value: z.string().nullable() })),
});

export const publicContract = z.object({
  id: z.string(),
  cluster: z.object({ id: z.string(), name: z.string() }),
  state: z.enum(CONTRACT_STATES),
  startsOn: daySchema,
  endsOn: daySchema,
  signedOn: daySchema,
  closedOn: daySchema.nullable(),
  parties: z.array(z.object({ name: z.string() })),
  /** Years of the phase, in order, for the table of targets. */
  years: z.array(z.int()),
  /** Whether the programme publishes the targets. */
  withTargets: z.boolean(),
  passages: z.array(passage),
  /** The signed texts, the newest first. */
  texts: z.array(chainedText),
  synthetic: z.boolean(),
});
export type PublicContract = z.output<typeof publicContract>;

/** What everybody may read of a signed contract; the programme's rules say which parts. Nothing exists of one that was never signed. */
export const getPublicContract = defineQuery({
  name: 'contracts.getPublicContract',
  title: { fr: 'Lire le contrat public d’un pôle', en: 'Read the public contract of a cluster' },
  path: '/clusters/{cluster}/contract',
  permission: { who: 'public', where: (sql, { cluster }) => clusterPlace(sql, cluster) },
  kept: 'for-all',
  input: z.object({ cluster: z.string().min(1).max(80) }),
  output: publicContract,
  async run({ sql }, { cluster }) {
    const contract = (await contractsOf(sql, cluster)).findLast(({ signed_on }) => signed_on !== null);
    if (!contract) throw notFound();
    const texts = (await textChain(sql, contract.id)).filter(
      ({ state }) => state === 'signed' || state === 'superseded',
    );
    const current = texts[0] && (await findEdition(sql, contract.id, texts[0].number));
    if (!current?.frozen) throw notFound();
    const { rules } = await rulesOf(sql);
    const { frozen } = current;
    return {
      id: contract.id,
      cluster: { id: frozen.cluster.id, name: frozen.cluster.name },
      state: contract.state,
      startsOn: contract.starts_on,
      endsOn: contract.ends_on,
      signedOn: contract.signed_on!,
      closedOn: contract.closed_on,
      parties: frozen.parties.map(({ name }) => ({ name })),
      years: yearsOf(contract.starts_on, contract.ends_on),
      withTargets: rules.publicParts.includes('targets'),
      passages: publicPassages(frozen, rules),
      texts,
      synthetic: contract.synthetic,
    };
  },
});

const yearsOf = (from: string, to: string): number[] => {
  const first = Number(from.slice(0, 4));
  return Array.from({ length: Number(to.slice(0, 4)) - first + 1 }, (_, index) => first + index);
};

/** An article is read as it is printed, its marks replaced; what it brings in from elsewhere has its own part, published or not. */
const entriesOf = (frozen: FrozenText, clause: FrozenText['clauses'][number], names: Names): PassageEntry[] =>
  passageEntries(clause.kind, clause.content, names).map((entry) =>
    clause.kind === 'article' && entry.name === 'body'
      ? { ...entry, value: articleInWords(frozen, clause as FrozenClause<'article'>) }
      : entry,
  );

/** Targets and the baseline they start from are published together. */
const MEASURED = /^(targets\.|baseline$)/;

function publicPassages(frozen: FrozenText, rules: ContractRules) {
  const names = Object.fromEntries([
    ...frozen.parties.map(({ id, name }) => [id, name] as const),
    ...frozen.clauses
      .filter(({ kind }) => kind === 'area')
      .map(({ id, content }) => [id, (content as { title: string }).title] as const),
  ]);
  return frozen.clauses
    .filter(({ kind }) => {
      const part = PARTS[kind];
      return part !== undefined && rules.publicParts.includes(part);
    })
    .map((clause) => ({
      id: clause.id,
      kind: clause.kind,
      parent: clause.parent,
      title: passageTitle(clause, names),
      entries: entriesOf(frozen, clause, names).filter(
        ({ name, value }) =>
          name !== 'title' && value !== null && (rules.publicParts.includes('targets') || !MEASURED.test(name)),
      ),
    }));
}
