import type { GroupTimeOptions } from '../group-time/options.ts';
import type { Panel } from '../panel.ts';
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
    matching: 'appariement',
    matched: 'appariés',
    unmatched: 'sans appariement',
    errors: 'erreurs',
    byCluster: 'par grappe',
    byUnit: 'par unité',
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
    matching: 'matching',
    matched: 'matched',
    unmatched: 'not matched',
    errors: 'errors',
    byCluster: 'by cluster',
    byUnit: 'by unit',
  },
} as const;

/**
 * The choices that another evaluator could have made: controls, anticipation, window; with covariates, the method or none; with a cluster,
 * errors by it or by unit; after matching, all units instead of the matched.
 * @param whole the panel before matching, when there was one
 */
export function specificationChoices(
  options: GroupTimeOptions,
  language: Language,
  { clustered = false, whole = null }: { readonly clustered?: boolean; readonly whole?: Panel | null } = {},
): Choices {
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
    ...(whole ? { [words.matching]: { [words.matched]: {}, [words.unmatched]: { panel: () => whole } } } : {}),
    ...(clustered
      ? { [words.errors]: { [words.byCluster]: {}, [words.byUnit]: { options: { clustered: false } } } }
      : {}),
  };
}
