import { type TableSheet, tableSheet } from '#kit/web/export.ts';
import { t } from './life.sentences.ts';
import type { PublicContract } from './public-contract.query.ts';

/** What the programme publishes of a contract, one value a line: any program can read it. */
export function publicContractSheet(contract: PublicContract): TableSheet {
  const words = t().public;
  const titles = new Map(contract.passages.map(({ id, title }) => [id, title]));
  const lines = contract.passages.flatMap((passage) =>
    passage.entries.map((entry) => ({
      ...entry,
      passage: passage.title,
      parent: passage.parent === null ? null : (titles.get(passage.parent) ?? passage.parent),
    })),
  );
  return tableSheet(contract.id, lines, [
    ['contrat', words.crumb, () => contract.id],
    ['objectif', words.objectivesOnly, ({ parent }) => parent],
    ['passage', t().life.text, ({ passage }) => passage],
    ['rubrique', t().life.about, ({ label }) => label],
    ['valeur', words.file, ({ value }) => value],
  ]);
}
