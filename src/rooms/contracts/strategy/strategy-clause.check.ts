import type { ActionContext } from '#kit/context.ts';
import { formatCents, formatInstant } from '#kit/say.ts';
import { codesNamed } from '#rooms/registry';
import { clausesOf } from '../clause/clause.store.ts';
import { type Clause, type ClauseContents, type ClauseKind, ofKind } from '../clause/clause.ts';
import { findContract, partiesOf } from '../contract.store.ts';
import type { EditionTable } from '../contract.ts';
import { sizeFault, withPlainCodes, yearsOf } from './strategy-clause.rules.ts';

/** What `checkStrategyClause` may refuse; whoever calls it takes `strategyRefusing(...STRATEGY_CLAUSE_REFUSALS)`. */
export const STRATEGY_CLAUSE_REFUSALS = [
  'UNKNOWN_AREA',
  'SECTION_EXISTS',
  'SIZE_WITHOUT_YEAR',
  'SIZE_WITHOUT_SOURCE',
  'UNKNOWN_NAF',
  'UNKNOWN_CPV',
  'YEAR_OUTSIDE_CONTRACT',
  'BUDGET_EXISTS',
  'UNKNOWN_PARTY',
  'COMMITMENT_EXISTS',
] as const;
type Context = ActionContext<(typeof STRATEGY_CLAUSE_REFUSALS)[number]>;

/** The kinds that the rules below know. */
export const STRATEGY_KINDS = ['area', 'goal', 'market', 'diagnosis', 'budget', 'commitment'] as const;
export type StrategyKind = (typeof STRATEGY_KINDS)[number];
export const isStrategyKind = (kind: ClauseKind): kind is StrategyKind =>
  (STRATEGY_KINDS as readonly ClauseKind[]).includes(kind);

interface Edit<Kind extends ClauseKind> {
  readonly kind: Kind;
  /** The clause that it changes, or puts back; absent for a new one. */
  readonly clause?: string | undefined;
  readonly content: ClauseContents[Kind];
}

type Checks = {
  readonly [Kind in StrategyKind]: (
    ctx: Context,
    edition: EditionTable,
    edit: Edit<Kind>,
  ) => Promise<ClauseContents[Kind]>;
};

const others = async <Kind extends ClauseKind>(
  ctx: Context,
  edition: EditionTable,
  { kind, clause }: Pick<Edit<Kind>, 'kind' | 'clause'>,
): Promise<Clause<Kind>[]> => ofKind(await clausesOf(ctx.sql, edition.id), kind).filter(({ id }) => id !== clause);

async function yearInContract(ctx: Context, edition: EditionTable, year: number): Promise<void> {
  const contract = await findContract(ctx.sql, edition.contract_id);
  const { from, to } = yearsOf(contract!);
  // Years are written without a separator: « 2013 », never « 2 013 ».
  const with_ = { year: String(year), from: String(from), to: String(to) };
  if (year < from || year > to) ctx.refuse('YEAR_OUTSIDE_CONTRACT', { field: 'content.year', with: with_ });
}

const CHECKS: Checks = {
  area: async (_ctx, _edition, { content }) => content,

  async goal(ctx, edition, { content }) {
    if (content.areas.length === 0) return content;
    const areas = ofKind(await clausesOf(ctx.sql, edition.id), 'area').map(({ id }) => id);
    if (content.areas.some((area) => !areas.includes(area))) ctx.refuse('UNKNOWN_AREA', { field: 'content.areas' });
    return content;
  },

  async market(ctx, _edition, { content: given }) {
    const fault = sizeFault(given);
    if (fault === 'SIZE_WITHOUT_SOURCE') ctx.refuse(fault, { field: 'content.source' });
    if (fault) ctx.refuse(fault, { field: given.sizeCents === null ? 'content.sizeCents' : 'content.sizeYear' });
    const content = withPlainCodes(given);
    const known = await codesNamed(ctx.sql, content);
    for (const [list, code] of [
      ['naf', 'UNKNOWN_NAF'],
      ['cpv', 'UNKNOWN_CPV'],
    ] as const) {
      const missing = content[list].filter((one) => !known[list].some((entry) => entry.code === one));
      if (missing.length > 0) ctx.refuse(code, { field: `content.${list}`, with: { codes: missing.join(', ') } });
    }
    return content;
  },

  async diagnosis(ctx, edition, edit) {
    const same = (await others(ctx, edition, edit)).find(({ content }) => content.section === edit.content.section);
    if (same)
      ctx.refuse('SECTION_EXISTS', {
        field: 'content.section',
        with: { who: same.changedBy, at: formatInstant(same.changedAt) },
      });
    return edit.content;
  },

  async budget(ctx, edition, edit) {
    const { year } = edit.content;
    await yearInContract(ctx, edition, year);
    const same = (await others(ctx, edition, edit)).find(({ content }) => content.year === year);
    if (same)
      ctx.refuse('BUDGET_EXISTS', {
        field: 'content.year',
        with: { year: String(year), amount: formatCents(same.content.runningCostsCents) },
      });
    return edit.content;
  },

  async commitment(ctx, edition, edit) {
    const { party, year, nature } = edit.content;
    const parties = await partiesOf(ctx.sql, edition.id);
    const named = parties.find(({ id }) => id === party);
    if (!named)
      ctx.refuse('UNKNOWN_PARTY', {
        field: 'content.party',
        with: { party, parties: parties.map(({ name }) => name).join(', ') },
      });
    await yearInContract(ctx, edition, year);
    const same = (await others(ctx, edition, edit)).find(
      ({ content }) => content.party === party && content.year === year && content.nature === nature,
    );
    if (same)
      ctx.refuse('COMMITMENT_EXISTS', {
        field: 'content.year',
        with: { party: named!.name, year: String(year), amount: formatCents(same.content.amountCents) },
      });
    return edit.content;
  },
};

/**
 * The rules on what a clause of the strategy or of the financing plan says, beyond its schema. Gives the content as it is to be written (codes
 * in their plain form); refuses what may not stand in this edition, which the caller holds.
 */
export const checkStrategyClause = <Kind extends StrategyKind>(
  ctx: Context,
  edition: EditionTable,
  edit: Edit<Kind>,
): Promise<ClauseContents[Kind]> => (CHECKS[edit.kind] as Checks[Kind])(ctx, edition, edit);
