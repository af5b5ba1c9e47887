import type { SampleStep } from '../result.ts';
import type { Sentence, Warning } from '../sentence.ts';

/** Keeps account, step after step, of who leaves the sample and why, and of what the reader must know. */
export class SampleFlow {
  readonly steps: SampleStep[] = [];
  readonly warnings: Warning[] = [];

  /** @param warn a loss that the reader should not miss. */
  step(step: SampleStep, { warn = false }: { readonly warn?: boolean } = {}): void {
    this.steps.push(step);
    if (warn && step.dropped > 0) this.warnings.push({ code: step.step, ...step.why });
  }

  warn(code: string, sentence: Sentence): void {
    this.warnings.push({ code, ...sentence });
  }
}
