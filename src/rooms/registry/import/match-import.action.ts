import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { say } from '#kit/say.ts';
import { decideTransition } from '#kit/workflow.ts';
import { daySchema, yearSchema } from '../registry.schemas.ts';
import { type ColumnMatch, matchProblems, suggestColumns, yearAndUnit } from './column-match.rules.ts';
import { IMPORTERS, importPlace, standingOfRow } from './import.place.ts';
import { importRefusing } from './import.refusals.ts';
import { startWork } from './import.runner.ts';
import { clearRows, lockImport, updateImport } from './import.store.ts';
import { columnGiven, type ImportOptions, type ImportTable, importId, importStates } from './import.ts';
import { type ImportState, type ImportTransition, importWorkflow } from './import.workflow.ts';

/** The columns that a person, or their headers, gave; checked afresh each time. */
export const matchImport = defineAction({
  name: 'registry.matchImport',
  title: { fr: 'Rapprocher les colonnes d’un import', en: 'Match the columns of an import' },
  description: {
    fr: 'Sans colonnes, celles que les en-têtes ont fait reconnaître. Avec check, la vérification commence aussitôt.',
    en: 'Without columns, those recognised by their headers. With check, the check starts at once.',
  },
  path: '/imports/{import}/match',
  permission: { who: IMPORTERS, where: importPlace },
  input: z.object({
    import: importId,
    columns: z.array(columnGiven).max(200).optional(),
    figuresYear: yearSchema.nullish(),
    absent: z.enum(['keep', 'end']).default('keep'),
    absentOn: daySchema.nullish(),
    absentReason: z.string().trim().max(1_000).nullish(),
    check: z.boolean().default(false),
  }),
  output: z.object({ import: z.string(), state: z.enum(importStates) }),
  refusals: importRefusing(
    'IMPORT_STATE',
    'COLUMNS_NEEDED',
    'NO_COLUMNS',
    'ABSENT_ONLY_MEMBERS',
    'ABSENT_DAY',
    'ABSENT_REASON',
  ),
  async run(ctx, input) {
    const row = (await lockImport(ctx.sql, input.import))!;
    const refuseState = (reasons: readonly { fr: string; en: string }[]) =>
      ctx.refuse('IMPORT_STATE', { with: { reason: reasons.map(say).join(' ') } });
    const decision = decideTransition(importWorkflow, row.state, 'match' satisfies ImportTransition, {
      everyNeededColumnIsKnown: true,
    });
    if (!decision.ok) return refuseState(decision.reasons);
    if (row.kind === 'sirene') return ctx.refuse('NO_COLUMNS');
    const options = readOptions();
    const { kind, headers } = row;
    const columns: ColumnMatch[] =
      input.columns?.map(({ column, field, year, unit }) => {
        const told = yearAndUnit(kind, headers[column] ?? '', field);
        return { column, field, year: year === undefined ? told.year : year, unit: unit ?? told.unit };
      }) ?? suggestColumns(kind, headers);
    const problems = matchProblems(row.kind, row.headers, columns, options);
    if (problems.length > 0)
      ctx.refuse('COLUMNS_NEEDED', { field: 'columns', with: { reason: problems.map(say).join(' ') } });

    const state: ImportState = input.check ? 'checking' : 'matched';
    const attempt = row.attempt + 1;
    await clearRows(ctx.sql, row.id);
    await updateImport(ctx.sql, row.id, {
      state,
      columns,
      options,
      counts: null,
      plan_digest: null,
      problem: null,
      attempt,
      takeovers: 0,
      beat_at: null,
      done_rows: 0,
    });
    ctx.record({
      object: { kind: 'import', id: row.id },
      before: { state: row.state, columns: row.columns, options: row.options },
      after: { state, columns, options },
    });
    const standing = await standingOfRow(ctx.sql, row);
    if (input.check) ctx.afterCommit(() => startWork(ctx.services, { id: row.id, state, attempt }, standing));
    return { import: row.id, state };

    function readOptions(): ImportOptions {
      const figuresYear = input.figuresYear ?? null;
      if (input.absent === 'keep') return { figuresYear, absent: 'keep', absentOn: null, absentReason: null };
      if (row.kind !== 'members') ctx.refuse('ABSENT_ONLY_MEMBERS', { field: 'absent' });
      if (!input.absentOn) return ctx.refuse('ABSENT_DAY', { field: 'absentOn' });
      if (!input.absentReason) return ctx.refuse('ABSENT_REASON', { field: 'absentReason' });
      return { figuresYear, absent: 'end', absentOn: input.absentOn, absentReason: input.absentReason };
    }
  },
});

const moved = z.object({ import: z.string(), state: z.enum(importStates) });

/** Decides what every row would do, and shows it; nothing is written to the registry. */
export const checkImport = defineAction({
  name: 'registry.checkImport',
  title: { fr: 'Vérifier un import', en: 'Check an import' },
  path: '/imports/{import}/check',
  permission: { who: IMPORTERS, where: importPlace },
  input: z.object({ import: importId }),
  output: moved,
  refusals: importRefusing('IMPORT_STATE'),
  async run(ctx, input) {
    const row = (await lockImport(ctx.sql, input.import))!;
    const decision = decideTransition(importWorkflow, row.state, 'check', {});
    if (!decision.ok) return ctx.refuse('IMPORT_STATE', { with: { reason: decision.reasons.map(say).join(' ') } });
    const next = { state: 'checking' as const, attempt: row.attempt + 1 };
    await updateImport(ctx.sql, row.id, {
      ...next,
      takeovers: 0,
      beat_at: null,
      done_rows: 0,
      counts: null,
      plan_digest: null,
      problem: null,
    });
    ctx.record({ object: { kind: 'import', id: row.id }, before: { state: row.state }, after: { state: next.state } });
    const standing = await standingOfRow(ctx.sql, row);
    ctx.afterCommit(() => startWork(ctx.services, { id: row.id, ...next }, standing));
    return { import: row.id, state: next.state };
  },
});

/** What the guards of the life of an import ask. */
export const importAnswers = (row: Pick<ImportTable, 'counts' | 'kind' | 'headers' | 'columns' | 'options'>) => ({
  everyNeededColumnIsKnown:
    row.kind !== 'sirene' && matchProblems(row.kind, row.headers, row.columns, row.options).length === 0,
  noRowIsInError: row.counts?.error === 0,
  // Of rows in error, nobody can say yet whether they would change something.
  somethingChanges:
    row.counts !== null && row.counts.create + row.counts.update + row.counts.end + row.counts.error > 0,
});
