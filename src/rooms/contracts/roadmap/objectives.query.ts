import * as z from 'zod';
import { defineQuery, notFound } from '#kit/action.ts';
import { say } from '#kit/say.ts';
import { reaches } from '#rooms/registry';
import { clausesOf, removedClauses } from '../clause/clause.store.ts';
import { type Clause, ofKind } from '../clause/clause.ts';
import { inOrder } from '../clause/clause-order.rules.ts';
import { findEdition } from '../contract.store.ts';
import type { EditionTable } from '../contract.ts';
import { headOfContract } from '../contract-head.store.ts';
import { refusing } from '../contracts.refusals.ts';
import { CONTRACT_READERS, WRITERS } from '../contracts.roles.ts';
import { contractKey } from '../contracts.schemas.ts';
import { passageTitle } from '../negotiation/passage.ts';
import { contractPlace } from '../place.ts';
import { shownText } from '../strategy/shown-text.store.ts';
import { completenessOfText } from './completeness.store.ts';
import type { Gap } from './gap.ts';
import { numbered } from './objective.rules.ts';
import { type TargetChange, targetChanges } from './objectives.store.ts';
import { type IndicatorRow, objectiveTree, type ShownGap, type Tie } from './objectives.ts';
import { tieNames } from './tie-names.store.ts';

/** The objectives of a contract as a tree, with their indicators, baselines, targets by year and what each still lacks. */
export const getObjectives = defineQuery({
  name: 'contracts.getObjectives',
  title: { fr: 'Lire les objectifs d’un contrat', en: 'Read the objectives of a contract' },
  path: '/contracts/{contract}/objectives',
  permission: { who: CONTRACT_READERS, where: contractPlace },
  input: z.object({
    contract: contractKey,
    /** Number of the text; the one under way, else the one in force, when it is left out. */
    edition: z.int().min(0).optional(),
  }),
  output: objectiveTree,
  async run({ sql, actor }, { contract, edition: number }) {
    const edition = number === undefined ? await shownText(sql, contract) : await findEdition(sql, contract, number);
    if (!edition) throw notFound();
    const clauses = await clausesOf(sql, edition.id);
    const completeness = await completenessOfText(sql, edition.id, clauses);
    const { years } = completeness;
    const names = await tieNames(sql, contract, clauses);
    const changes = Map.groupBy(await targetChanges(sql, contract), ({ indicator }) => indicator);
    const gaps = Map.groupBy(completeness.gaps, ({ clause }) => clause);
    const indicators = Map.groupBy(inOrder(ofKind(clauses, 'indicator')), ({ parent }) => parent);
    const writer = reaches(actor, WRITERS, (await contractPlace(sql, { contract }))!);
    const closed = whyClosed(edition);
    return {
      contract: (await headOfContract(sql, contract))!,
      edition: { id: edition.id, number: edition.number, state: edition.state },
      years: [...years],
      objectives: numbered(ofKind(clauses, 'objective')).map(({ objective, number, depth }) => {
        const { id, parent, revision, changedAt, changedBy, content } = objective;
        const tied = (ids: readonly string[]): Tie[] => ids.map((one) => ({ id: one, name: names[one] ?? one }));
        return {
          ...{ id, parent, number, depth, revision, changedAt, changedBy, content },
          priorities: tied(content.priorities),
          filieres: tied(content.filieres),
          areas: tied(content.areas),
          indicators: (indicators.get(id) ?? []).map((one) =>
            indicatorRowOf(one, years, changes.get(one.id) ?? [], gaps.get(one.id) ?? []),
          ),
          gaps: (gaps.get(id) ?? []).map(shownGap),
        };
      }),
      removed: (closed === null ? await removedClauses(sql, edition.id) : [])
        .filter(({ kind }) => kind === 'objective' || kind === 'indicator')
        .map(({ clause_id: id, kind, before, at, by_name: by }) => ({
          ...{ id, kind, at, by },
          title: passageTitle({ kind, content: before as never }),
        })),
      missing: completeness.missing,
      advice: completeness.advice,
      open: writer && closed === null,
      closed: writer ? closed : null,
    };
  },
});

/** A gap in the language spoken. */
export const shownGap = (gap: Gap): ShownGap => ({
  ...gap,
  sentence: say(gap.sentence),
  here: gap.here && say(gap.here),
});

/** Why this text is not written any more; null while it is. */
export function whyClosed({ state }: Pick<EditionTable, 'state'>): string | null {
  const { NO_TEXT_UNDER_WAY, TEXT_BEING_SIGNED } = refusing('NO_TEXT_UNDER_WAY', 'TEXT_BEING_SIGNED');
  return state === 'open' ? null : say(state === 'signing' ? TEXT_BEING_SIGNED : NO_TEXT_UNDER_WAY);
}

function indicatorRowOf(
  { id, parent, revision, changedAt, changedBy, content }: Clause<'indicator'>,
  years: readonly number[],
  changes: readonly TargetChange[],
  gaps: readonly Gap[],
): IndicatorRow {
  return {
    ...{ id, revision, changedAt, changedBy, content },
    objective: parent ?? '',
    cells: years.map((year) => {
      const change = changes.find((one) => one.year === year);
      return {
        year,
        value: content.targets[year] ?? null,
        changedAt: change?.at ?? null,
        changedBy: change?.by ?? null,
        reason: change?.reason ?? null,
      };
    }),
    gaps: gaps.map(shownGap),
  };
}
