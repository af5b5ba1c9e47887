import type { Sql } from '#kit/db/database.ts';
import { day } from '#kit/period.ts';
import { readReference } from '#rooms/registry';
import { bringDefinitionsIn } from './catalogue/definition.store.ts';
import { type DefinitionTable, OBTAINED } from './catalogue/definition.ts';
import { countingOf } from './counting/definition.ts';
import { bringIndicatorsIn } from './indicator.store.ts';
import { type AttributeTable, CERTAINTIES, CUMULATIONS, DIRECTIONS, EVIDENCE, MEASURES } from './indicator.ts';

const CATALOGUE = 'indicateurs.csv';
const ATTRIBUTES = 'indicateurs-attributs.csv';
const DEFINITIONS = 'indicateurs-definitions.csv';

/** A word of a closed list; throws on another, since a reference file is never half read. */
function oneOf<const Word extends string>(words: readonly Word[], cell: string | undefined, where: string): Word {
  const found = words.find((word) => word === cell);
  if (!found) throw new Error(`${where}: « ${cell ?? ''} » is none of ${words.join(', ')}`);
  return found;
}

/**
 * Fills the catalogue of common indicators from the reference files, in the caller's transaction; doing it again changes nothing. Gives the
 * number of indicators. Throws when an indicator has no attributes or no definition: a target could not be set on it, nor a value read.
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
  const definitions = (await readReference(DEFINITIONS)).map((line): DefinitionTable => {
    const where = `${DEFINITIONS}, ${line.code}`;
    const obtained = oneOf(OBTAINED, line.obtained, where);
    if ((obtained === 'counted') !== (countingOf(line.code!) !== undefined))
      throw new Error(`${where}: « ${obtained} » is not how this indicator is obtained`);
    return {
      code: line.code!,
      valid_from: day(line.valid_from!),
      valid_to: line.valid_to ? day(line.valid_to) : null,
      definition_fr: line.definition_fr!,
      definition_en: line.definition_en!,
      limits_fr: line.limits_fr!,
      limits_en: line.limits_en!,
      owner_fr: line.owner_fr!,
      owner_en: line.owner_en!,
      period_fr: line.period_fr!,
      period_en: line.period_en!,
      obtained,
      obstacle_fr: line.obstacle_fr!,
      obstacle_en: line.obstacle_en!,
      certainty: oneOf(CERTAINTIES, line.certainty, where),
      revised_by: null,
      reason: '',
    };
  });
  const defined = new Set(definitions.map(({ code }) => code));
  const undefinedOnes = indicators.filter(({ code }) => !defined.has(code)).map(({ code }) => code);
  if (undefinedOnes.length > 0) throw new Error(`${DEFINITIONS} does not define ${undefinedOnes.join(', ')}`);
  await bringIndicatorsIn(trx, indicators, attributes);
  await bringDefinitionsIn(trx, definitions);
  return indicators.length;
}
