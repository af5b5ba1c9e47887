import { indexLabels, type Labels } from './panel.ts';
import { ImpactError, plural, someOf } from './sentence.ts';

/**
 * First treated period of each row, from a column that says whether the unit is treated in the row's period. Treatment must last: a unit
 * that leaves it has no cohort.
 * @param treated 1 (or any positive number) where treated, 0 where not; NaN says nothing
 * @returns 0 for units never treated
 * @throws ImpactError when a unit's treatment switches off
 */
export function firstTreatedFrom(unit: Labels, period: Float64Array, treated: Float64Array): Float64Array {
  const { index, count, label } = indexLabels(unit);
  const first = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
  const lastFree = new Float64Array(count).fill(Number.NEGATIVE_INFINITY);
  for (let row = 0; row < index.length; row++) {
    const i = index[row]!;
    if (treated[row]! > 0) first[i] = Math.min(first[i]!, period[row]!);
    else if (treated[row] === 0) lastFree[i] = Math.max(lastFree[i]!, period[row]!);
  }
  const leaving: number[] = [];
  for (let i = 0; i < count; i++) if (lastFree[i]! > first[i]!) leaving.push(i);
  if (leaving.length > 0)
    throw new ImpactError(
      'treatment-switches-off',
      {
        fr: `Le traitement de ${plural.fr(leaving.length, '# unité s’interrompt', '# unités s’interrompt')} après avoir commencé (${someOf(leaving.map(label))})\u202f: l’effet se mesure depuis un premier traitement qui dure. Donnez l’année d’entrée, ou retirez ${plural.fr(leaving.length, 'cette unité', 'ces unités')}.`,
        en: `The treatment of ${plural.en(leaving.length, '# unit stops', '# units stops')} after it started (${someOf(leaving.map(label))}): effects are measured from a first treatment that lasts. Give the year of entry, or leave ${plural.en(leaving.length, 'this unit', 'these units')} out.`,
      },
      { count: leaving.length },
    );
  return Float64Array.from(index, (i) => (Number.isFinite(first[i]!) ? first[i]! : 0));
}
