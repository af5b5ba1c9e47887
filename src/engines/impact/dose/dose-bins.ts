import type { EqualityTest } from '../equality-test.ts';
import { quantiles } from '../matching/coarsening.ts';
import type { SampleStep } from '../result.ts';
import type { Warning } from '../sentence.ts';
import { type DoseCell, type DoseInput, doseSample } from './dose-sample.ts';
import { averaged, equality, errorOf, type Influenced, withoutControls } from './influences.ts';

export interface DoseBinEffect {
  /** 1 for the smallest doses. */
  readonly bin: number;
  readonly att: number;
  readonly se: number;
  /** Treated units of the bin. */
  readonly n: number;
}

export interface DoseBins {
  /** Doses that separate the bins; a dose on a cut belongs to the lower bin. */
  readonly cuts: readonly number[];
  readonly cells: readonly (DoseBinEffect & { readonly g: number; readonly t: number })[];
  /** All cells after treatment, weighted by the number of treated in each. */
  readonly overall: readonly DoseBinEffect[];
  /** That the overall effects of all bins are equal: does more aid do more? */
  readonly equality: EqualityTest | null;
  readonly sample: readonly SampleStep[];
  readonly warnings: readonly Warning[];
}

/**
 * The effect by classes of dose, by default terciles of the doses received: each class is compared with the controls on its own,
 * which needs ordinary parallel trends only. Cells in which a class has fewer than two units are left out.
 */
export function doseBins(input: DoseInput, bins = 3): DoseBins {
  const { cells, treated, doses, sample, warnings } = doseSample(input);
  const cuts = quantiles(
    doses,
    Array.from({ length: bins - 1 }, (_, k) => (k + 1) / bins),
  );
  const binOf = (unit: number): number => cuts.filter((cut) => input.dose[unit]! > cut).length;
  const estimates = Array.from({ length: bins }, (_, bin) =>
    cells
      .map((cell) => ({ cell, members: cell.treated.filter((unit) => binOf(unit) === bin) }))
      .filter(({ members }) => members.length > 1)
      .map(({ cell, members }) => ({ cell, members, effect: binEffect(cell, members) })),
  );
  const overall = estimates.map((own) =>
    averaged(
      own.map(({ effect }) => effect),
      own.map(({ members }) => members.length),
    ),
  );
  return {
    cuts,
    cells: estimates.flatMap((own, bin) =>
      own.map(({ cell, members, effect }) => ({
        bin: bin + 1,
        g: cell.g,
        t: cell.t,
        ...shown(effect, members.length),
      })),
    ),
    overall: overall.map((effect, bin) => ({
      bin: bin + 1,
      ...shown(effect, treated.filter((unit) => binOf(unit) === bin).length),
    })),
    equality: equality(overall),
    sample,
    warnings,
  };
}

const shown = (effect: Influenced, n: number) => ({ att: effect.value, se: errorOf(effect), n });

function binEffect(cell: DoseCell, members: Int32Array): Influenced {
  const mean = members.reduce((sum, unit) => sum + cell.change[unit]!, 0) / members.length;
  const influence = new Float64Array(cell.change.length);
  for (const unit of members) influence[unit] = (cell.change[unit]! - mean) / members.length;
  return { value: mean - cell.controlMean, influence: withoutControls(cell, influence) };
}
