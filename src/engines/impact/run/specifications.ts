import type { GroupTimeOptions } from '../group-time/options.ts';
import type { Language } from '../report/html.ts';
import type { Variation } from '../sensitivity/index.ts';

type Choices = Readonly<Record<string, Readonly<Record<string, Variation>>>>;

const WORDS = {
  fr: {
    controls: 'témoins',
    never: 'jamais traités',
    notYet: 'pas encore traités',
    anticipation: 'anticipation',
    window: 'fenêtre',
    all: 'toutes les périodes',
    first: 'deux premières périodes',
    adjustment: 'ajustement',
    dr: 'doublement robuste',
    reg: 'régression',
    ipw: 'pondération',
    none: 'sans covariable',
  },
  en: {
    controls: 'controls',
    never: 'never treated',
    notYet: 'not yet treated',
    anticipation: 'anticipation',
    window: 'window',
    all: 'all periods',
    first: 'first two periods',
    adjustment: 'adjustment',
    dr: 'doubly robust',
    reg: 'regression',
    ipw: 'weighting',
    none: 'no covariate',
  },
} as const;

/** The choices that another evaluator could have made: controls, anticipation, window; and with covariates, the method or none. */
export function specificationChoices(options: GroupTimeOptions, language: Language): Choices {
  const words = WORDS[language];
  const anticipation = options.anticipation ?? 0;
  const anticipating = (periods: number) =>
    [`${words.anticipation} ${periods}`, { options: { anticipation: periods } }] as const;
  const adjusted = (['dr', 'reg', 'ipw'] as const).map((method) => [words[method], { options: { method } }] as const);
  return {
    [words.controls]: {
      [words.never]: { options: { controls: 'never' } },
      [words.notYet]: { options: { controls: 'not-yet' } },
    },
    [words.anticipation]: Object.fromEntries([anticipating(anticipation), anticipating(anticipation + 1)]),
    [words.window]: { [words.all]: {}, [words.first]: { aggregation: { maxE: 1 } } },
    ...((options.covariates ?? []).length > 0
      ? { [words.adjustment]: { ...Object.fromEntries(adjusted), [words.none]: { options: { covariates: [] } } } }
      : {}),
  };
}
