import type { GroupTimeOptions, Variation } from '#engines/impact/index.ts';

type Choices = Readonly<Record<string, Readonly<Record<string, Variation>>>>;

/** The choices that another evaluator could have made: controls, anticipation, window; and with covariates, the method or none. */
export function specificationChoices(options: GroupTimeOptions): Choices {
  const covariates = options.covariates ?? [];
  const anticipation = options.anticipation ?? 0;
  return {
    controls: { never: { options: { controls: 'never' } }, 'not-yet': { options: { controls: 'not-yet' } } },
    anticipation: {
      [`anticipation ${anticipation}`]: { options: { anticipation } },
      [`anticipation ${anticipation + 1}`]: { options: { anticipation: anticipation + 1 } },
    },
    window: { 'all e': {}, 'e ≤ 1': { aggregation: { maxE: 1 } } },
    ...(covariates.length > 0
      ? {
          adjustment: {
            dr: { options: { method: 'dr' } },
            reg: { options: { method: 'reg' } },
            ipw: { options: { method: 'ipw' } },
            none: { options: { covariates: [] } },
          },
        }
      : {}),
  };
}
