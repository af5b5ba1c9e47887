import { ImpactError, type Sentence, type Warning } from '../sentence.ts';
import type { RobustResult, RobustRow } from './rambachan-roth.ts';

export const RESTRICTION_QUESTIONS: Readonly<Record<RobustResult<string>['restriction'], Sentence>> = {
  'relative-magnitudes': {
    fr: 'Que reste-t-il de l’effet si, d’une période à la suivante, la tendance s’écarte après le traitement d’au plus M̄ fois son plus grand écart d’avant\u202f?',
    en: 'What remains of the effect if, from one period to the next, the trend deviates after treatment by at most M̄ times its largest deviation before?',
  },
  smoothness: {
    fr: 'Que reste-t-il de l’effet si l’écart de tendance est presque une droite, dont la pente change d’au plus M d’une période à la suivante\u202f?',
    en: 'What remains of the effect if the deviation of the trend is nearly a straight line, whose slope changes by at most M from one period to the next?',
  },
};

const shown = (value: number): string => String(Number(value.toPrecision(3)));

export const breaksAt = (value: number): Sentence => ({
  fr: `L’absence d’effet n’est plus exclue dès que la violation après traitement atteint ${shown(value).replace('.', ',')} fois la plus grande d’avant.`,
  en: `No effect at all is no longer excluded once the violation after treatment reaches ${shown(value)} times the largest one before.`,
});

export const neverBreaks = (limit: number): Sentence => ({
  fr: `L’absence d’effet reste exclue même avec une violation ${limit} fois plus grande que celles d’avant traitement.`,
  en: `No effect at all stays excluded even with a violation ${limit} times as large as those before treatment.`,
});

export const bendsAt = (value: number): Sentence => ({
  fr: `L’absence d’effet n’est plus exclue dès que la pente de l’écart de tendance peut changer de ${shown(value).replace('.', ',')} (unité du résultat) d’une période à la suivante.`,
  en: `No effect at all is no longer excluded once the slope of the deviation may change by ${shown(value)} (unit of the outcome) from one period to the next.`,
});

export const neverBends = (limit: number): Sentence => ({
  fr: `L’absence d’effet reste exclue même si la pente de l’écart de tendance change de ${shown(limit).replace('.', ',')} d’une période à la suivante.`,
  en: `No effect at all stays excluded even if the slope of the deviation changes by ${shown(limit)} from one period to the next.`,
});

export const mustNotBeNegative = (m: number): void => {
  if (m >= 0 && Number.isFinite(m)) return;
  throw new ImpactError('sensitivity-wrong-violation', {
    fr: `L’ampleur de la violation doit être un nombre positif ou nul\u202f; reçu\u202f: ${m}.`,
    en: `The size of the violation must be zero or a positive number; received: ${m}.`,
  });
};

export const wrongAlpha = (alpha: number): ImpactError =>
  new ImpactError('sensitivity-wrong-alpha', {
    fr: `Le risque alpha doit être compris entre 0 et 1\u202f; reçu\u202f: ${alpha}.`,
    en: `The level alpha must lie between 0 and 1; received: ${alpha}.`,
  });

export function rowWarnings(rows: readonly RobustRow[]): Warning[] {
  const open = rows.filter((row) => row.openBelow || row.openAbove).map((row) => shown(row.m));
  const empty = rows.filter((row) => row.lower === null).map((row) => shown(row.m));
  return [
    ...(open.length > 0
      ? [
          {
            code: 'interval-reaches-grid-end',
            fr: `Pour M = ${open.join('\u202f; ')}, l’intervalle atteint le bord des valeurs essayées\u202f: il va plus loin que la borne affichée. Élargissez la grille pour la connaître.`,
            en: `For M = ${open.join('; ')}, the interval reaches the end of the values tried: it goes beyond the bound shown. Widen the grid to know it.`,
          },
        ]
      : []),
    ...(empty.length > 0
      ? [
          {
            code: 'restriction-rejected',
            fr: `Pour M = ${empty.join('\u202f; ')}, aucune valeur de l’effet n’est compatible avec les données\u202f: la restriction elle-même est rejetée.`,
            en: `For M = ${empty.join('; ')}, no value of the effect is compatible with the data: the restriction itself is rejected.`,
          },
        ]
      : []),
  ];
}

export function fewPeriods(pre: number): Warning[] {
  if (pre > 1) return [];
  return [
    {
      code: 'one-pre-period',
      fr: 'Une seule période avant la référence\u202f: la plus grande violation d’avant se réduit à un seul écart, et la comparaison repose sur lui seul.',
      en: 'A single period before the reference: the largest earlier violation is one deviation only, and the comparison rests on it alone.',
    },
  ];
}
