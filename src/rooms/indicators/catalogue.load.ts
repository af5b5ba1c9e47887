import type { Sql } from '#kit/db/database.ts';
import { readReference } from '#rooms/registry';
import { bringIndicatorsIn } from './indicator.store.ts';
import { type AttributeTable, CERTAINTIES, CUMULATIONS, DIRECTIONS, EVIDENCE, MEASURES } from './indicator.ts';

const CATALOGUE = 'indicateurs.csv';
const ATTRIBUTES = 'indicateurs-attributs.csv';

/** A word of a closed list; throws on another, since a reference file is never half read. */
function oneOf<const Word extends string>(words: readonly Word[], cell: string | undefined, where: string): Word {
  const found = words.find((word) => word === cell);
  if (!found) throw new Error(`${where}: « ${cell ?? ''} » is none of ${words.join(', ')}`);
  return found;
}

/**
 * Fills the catalogue of common indicators from the reference files, in the caller's transaction; doing it again changes nothing. Gives the
 * number of indicators. Throws when an indicator has no attributes: a target could not be set on it.
 */
export async function loadIndicators(trx: Sql): Promise<number> {
  const indicators = (await readReference(CATALOGUE)).map((line, index) => ({
    code: line.code!,
    family: line.famille!,
    label_fr: line.libelle_fr!,
    label_en: line.label_en!,
    unit: line.unite!,
    aggregation: line.agregation!,
    periodicity: line.periodicite!,
    evidence: oneOf(EVIDENCE, line.niveau_de_preuve, `${CATALOGUE}, ${line.code}`),
    source: line.source!,
    rank: index + 1,
  }));
  const attributes = (await readReference(ATTRIBUTES)).map((line): AttributeTable => {
    const where = `${ATTRIBUTES}, ${line.code}`;
    return {
      code: line.code!,
      valid_from: line.valid_from!,
      valid_to: line.valid_to || null,
      direction: oneOf(DIRECTIONS, line.direction, where),
      measure: oneOf(MEASURES, line.measure, where),
      unit_fr: line.unit_fr!,
      unit_en: line.unit_en!,
      cumulation: oneOf(CUMULATIONS, line.cumulation, where),
      numerator_fr: line.numerator_fr!,
      numerator_en: line.numerator_en!,
      denominator_fr: line.denominator_fr!,
      denominator_en: line.denominator_en!,
      certainty: oneOf(CERTAINTIES, line.certainty, where),
    };
  });
  const described = new Set(attributes.map(({ code }) => code));
  const bare = indicators.filter(({ code }) => !described.has(code)).map(({ code }) => code);
  if (bare.length > 0) throw new Error(`${ATTRIBUTES} does not describe ${bare.join(', ')}`);
  await bringIndicatorsIn(trx, indicators, attributes);
  return indicators.length;
}
