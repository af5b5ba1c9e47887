import type { InputOf } from '#kit/web/route.ts';
import type { mapColumns } from './map-columns.action.ts';
import type { registerQuestion } from './register-question.action.ts';

/** Pseudo-random numbers between 0 and 1, the same for the same seed (Park and Miller's generator). */
function draws(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

const YEARS = 8;
const FIRST_YEAR = 2006;
/** Entries into a cluster, one third of firms each; the last third never enters. */
const COHORTS = [2009, 2011, 0] as const;

/**
 * A panel of invented firms over eight years as CSV: `rd` rises by `effect` from the year of entry on, whatever the firm and the year, with a
 * common trend, a level of each firm and noise of standard deviation 1; `aide` rises by half as much.
 */
export function inventedPanel({ units = 300, effect = 2, seed = 1 } = {}): string {
  const draw = draws(seed);
  // The sum of twelve uniform draws less six: mean 0, variance 1.
  const noise = () => Array.from({ length: 12 }, draw).reduce((sum, value) => sum + value, -6);
  // Drawn apart, so that R&D does not depend on it.
  const luck = draws(seed + 1);
  const lines = ['siren,annee,entree,rd,effectif,aide'];
  for (let unit = 0; unit < units; unit++) {
    const cohort = COHORTS[unit % COHORTS.length]!;
    const level = 10 + 3 * noise();
    const staff = Math.round(20 + 180 * draw());
    for (let year = FIRST_YEAR; year < FIRST_YEAR + YEARS; year++) {
      const treated = cohort > 0 && year >= cohort ? effect : 0;
      const rd = level + 0.3 * (year - FIRST_YEAR) + treated + noise();
      const aid = 1 + treated / 2 + luck();
      lines.push([900_000_000 + unit, year, cohort, rd.toFixed(4), staff, aid.toFixed(4)].join(','));
    }
  }
  return `${lines.join('\n')}\n`;
}

/** The columns of the invented panel as they are to be mapped. */
export const inventedColumns = (
  evaluation: string,
  more: Partial<InputOf<typeof mapColumns>> = {},
): InputOf<typeof mapColumns> => ({
  evaluation,
  title: 'Effet de l’entrée dans un pôle sur la R&D',
  columns: [
    { name: 'siren', role: 'unit' },
    { name: 'annee', role: 'time' },
    { name: 'entree', role: 'cohort' },
    { name: 'rd', role: 'outcome' },
  ],
  ...more,
});

/** A question that fits the invented panel. */
export const inventedQuestion = (
  evaluation: string,
  more: Partial<InputOf<typeof registerQuestion>> = {},
): InputOf<typeof registerQuestion> => ({
  evaluation,
  effect: 'L’effet de l’entrée dans un pôle sur la dépense de R&D',
  population: 'Les entreprises entrées en 2009 ou en 2011',
  primaryOutcome: 'rd',
  expectedSign: 'positive',
  use: 'Publié dans le rapport d’évaluation, quel que soit le résultat',
  ...more,
});
