import { sql as fragment } from 'kysely';
import type { Sql } from '#kit/db/database.ts';
import './nomenclature.ts';
import { foldName } from './territory.rules.ts';

/** A code of a nomenclature with its label. */
export interface Coded {
  readonly code: string;
  readonly label: string;
}

export interface CodesNamed {
  readonly naf: Coded[];
  readonly cpv: Coded[];
}

/** The labels of these codes, in their order; a code that the nomenclature does not have is left out. One statement for both. */
export async function codesNamed(
  sql: Sql,
  given: { readonly naf: readonly string[]; readonly cpv: readonly string[] },
): Promise<CodesNamed> {
  if (given.naf.length === 0 && given.cpv.length === 0) return { naf: [], cpv: [] };
  const { rows } = await fragment<Coded & { kind: 'naf' | 'cpv' }>`
    select 'naf' as kind, code, label from registry.naf where code = any(${[...given.naf]}::text[])
    union all select 'cpv', code, label from registry.cpv where code = any(${[...given.cpv]}::text[])`.execute(sql);
  const inOrder = (kind: 'naf' | 'cpv') =>
    given[kind].flatMap((code) =>
      rows.filter((row) => row.kind === kind && row.code === code).map((row) => ({ code, label: row.label })),
    );
  return { naf: inOrder('naf'), cpv: inOrder('cpv') };
}

/** Activities (NAF) and purchases (CPV) whose label has every word typed, or whose code begins with it; general levels of the CPV first. */
export async function searchCodes(sql: Sql, typed: string, limit: number): Promise<CodesNamed> {
  const words = foldName(typed).split(' ').filter(Boolean);
  if (words.length === 0) return { naf: [], cpv: [] };
  const plain = (column: string) => fragment`
    translate(replace(lower(${fragment.ref(column)}), 'œ', 'oe'), 'àâäéèêëîïôöùûüç’''-', 'aaaeeeeiioouuuc   ')`;
  const begun = `${typed.trim().replace(/[^0-9A-Za-z.]/g, '')}%`;
  const found = (table: 'naf' | 'cpv') => fragment`
    not retired and ((${fragment.join(
      words.map((word) => fragment`${plain('label')} like ${`%${word}%`}`),
      fragment` and `,
    )})
      or (${begun} ~ '^[0-9]' and ${table === 'naf' ? fragment`replace(code, '.', '') like replace(${begun}, '.', '')` : fragment`code like ${begun}`}))`;
  const naf = await fragment<Coded>`
    select code, label from registry.naf where ${found('naf')} order by code limit ${limit}`.execute(sql);
  const cpv = await fragment<Coded>`
    select code, label from registry.cpv where ${found('cpv')}
    order by length(rtrim(code, '0')), code limit ${limit}`.execute(sql);
  return { naf: naf.rows, cpv: cpv.rows };
}

/** The strategic sector committees of April 2013, by name. */
export const filieres = async (sql: Sql): Promise<{ slug: string; label: string }[]> =>
  sql
    .selectFrom('registry.filiere')
    .select(['slug', 'label'])
    .where('retired', '=', false)
    .orderBy(fragment`label collate "und-x-icu"`)
    .execute();
