import type { Sheet } from '#kit/web/export.ts';
import { t } from './life.sentences.ts';
import type { PublicContract } from './public-contract.query.ts';

/** What the programme publishes of a contract, one value a line: any program can read it. */
export function publicContractSheet(contract: PublicContract): Sheet {
  const words = t().public;
  const titles = new Map(contract.passages.map(({ id, title }) => [id, title]));
  return {
    name: `${contract.id}`,
    columns: [words.crumb, words.objectivesOnly, t().life.text, t().life.about, words.file].map((label) => ({ label })),
    rows: contract.passages.flatMap((passage) =>
      passage.entries.map(({ label, value }) => [
        contract.id,
        passage.parent === null ? null : (titles.get(passage.parent) ?? passage.parent),
        passage.title,
        label,
        value,
      ]),
    ),
  };
}
