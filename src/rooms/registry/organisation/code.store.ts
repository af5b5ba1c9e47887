import { sql as fragment } from 'kysely';
import type { Sql } from '#kit/db/database.ts';
import '../nomenclature.ts';

/** Looks codes of the nomenclatures up; null when the nomenclature has no such code. */
export const legalCategoryLabel = async (sql: Sql, code: string): Promise<string | null> =>
  (await sql.selectFrom('registry.legal_category').select('label').where('code', '=', code).executeTakeFirst())
    ?.label ?? null;

export interface CodesGiven {
  readonly legalCategory?: string | null | undefined;
  readonly naf?: string | null | undefined;
  readonly commune?: string | null | undefined;
}

/** Which of these codes the nomenclatures do not have: one statement for the three. */
export async function unknownCodes(sql: Sql, given: CodesGiven): Promise<(keyof CodesGiven)[]> {
  const { rows } = await fragment<Record<keyof CodesGiven, boolean>>`
    select ${given.legalCategory ?? null}::text is null or exists (select 1 from registry.legal_category where code = ${given.legalCategory ?? null}) as "legalCategory",
      ${given.naf ?? null}::text is null or exists (select 1 from registry.naf where code = ${given.naf ?? null}) as naf,
      ${given.commune ?? null}::text is null or exists (select 1 from registry.commune where code = ${given.commune ?? null}) as commune`.execute(
    sql,
  );
  return (['legalCategory', 'naf', 'commune'] as const).filter((code) => !rows[0]![code]);
}
