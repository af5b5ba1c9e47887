import * as z from 'zod';
import { defineQuery, notFound } from '#kit/action.ts';
import { filieres } from '#rooms/registry';
import { clausesOf } from '../clause/clause.store.ts';
import { ofKind } from '../clause/clause.ts';
import { headOfContract } from '../contract-head.store.ts';
import { contractHead } from '../contract-head.ts';
import { CONTRACT_READERS } from '../contracts.roles.ts';
import { contractKey } from '../contracts.schemas.ts';
import { contractPlace } from '../place.ts';
import { regionalPrioritiesFor } from '../strategy/priority.store.ts';
import { shownText } from '../strategy/shown-text.store.ts';
import { coverageOf } from './coverage.rules.ts';
import { numbered } from './objective.rules.ts';

export const coverage = z.object({
  contract: contractHead,
  columns: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(['priority', 'filiere', 'area']),
      name: z.string(),
      /** Of a priority: its region and the document that states it. */
      detail: z.string().nullable(),
      synthetic: z.boolean(),
    }),
  ),
  rows: z.array(
    z.object({
      objective: z.string(),
      number: z.string(),
      depth: z.int(),
      title: z.string(),
      own: z.array(z.string()),
      below: z.array(z.string()),
    }),
  ),
  /** National sectors that no objective names. */
  otherFilieres: z.array(z.string()),
  uncovered: z.array(z.string()),
  untied: z.array(z.string()),
});
export type ShownCoverage = z.infer<typeof coverage>;

/** The objectives beside the regional priorities, the filières and the areas that they answer to (T5). */
export const getCoverage = defineQuery({
  name: 'contracts.getCoverage',
  title: { fr: 'Lire la couverture des priorités', en: 'Read the coverage of priorities' },
  path: '/contracts/{contract}/coverage',
  permission: { who: CONTRACT_READERS, where: contractPlace },
  input: z.object({ contract: contractKey }),
  output: coverage,
  async run({ sql }, { contract }) {
    const edition = await shownText(sql, contract);
    if (!edition) throw notFound();
    const clauses = await clausesOf(sql, edition.id);
    const tree = numbered(ofKind(clauses, 'objective'));
    const priorities = await regionalPrioritiesFor(sql, contract);
    const known = await filieres(sql);
    const named = new Set(tree.flatMap(({ objective }) => objective.content.filieres));
    const columns = [
      ...priorities.map(({ id, title, regionName, source, synthetic }) => ({
        ...{ id, synthetic, kind: 'priority' as const, name: title, detail: `${regionName} — ${source}` },
      })),
      // The committees are national: only those that an objective names say something of this contract.
      ...known
        .filter(({ slug }) => named.has(slug))
        .map(({ slug, label }) => ({
          ...{ id: slug, kind: 'filiere' as const, name: label, detail: null, synthetic: false },
        })),
      ...ofKind(clauses, 'area').map(({ id, content }) => ({
        ...{ id, kind: 'area' as const, name: content.title, detail: null, synthetic: false },
      })),
    ];
    const { rows, uncovered, untied } = coverageOf(tree, columns);
    return {
      contract: (await headOfContract(sql, contract))!,
      columns,
      rows: rows.map((row, index) => {
        const { number, depth, objective } = tree[index]!;
        return { ...row, number, depth, title: objective.content.title };
      }),
      otherFilieres: known.filter(({ slug }) => !named.has(slug)).map(({ label }) => label),
      uncovered,
      untied,
    };
  },
});
