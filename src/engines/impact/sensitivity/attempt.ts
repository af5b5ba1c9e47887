import type { Estimate } from '../result.ts';
import { ImpactError, type Sentence } from '../sentence.ts';

/** Any estimate of one effect for one choice: both paths, matching, fixed effects, or a test's own formula can stand behind it. */
export type Estimator<Choice> = (choice: Choice) => Estimate | Promise<Estimate>;

/** What came of it; `failure` says in words why there is no estimate. */
export interface Attempt extends Estimate {
  readonly failure: Sentence | null;
}

/** A choice that the data cannot carry is a line of the table, not the end of it; anything else than a refusal is a bug and passes. */
export async function attempt<Choice>(estimate: Estimator<Choice>, choice: Choice): Promise<Attempt> {
  try {
    const { att, se } = await estimate(choice);
    return { att, se, failure: att === null ? NO_ESTIMATE : null };
  } catch (error) {
    if (error instanceof ImpactError) return { att: null, se: null, failure: error.sentence };
    throw error;
  }
}

const NO_ESTIMATE: Sentence = {
  fr: 'Aucun effet ne peut être estimé ainsi.',
  en: 'No effect can be estimated this way.',
};
