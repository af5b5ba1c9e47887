import type { EqualityTest } from '../equality-test.ts';
import { quantiles } from '../matching/coarsening.ts';
import type { SampleStep } from '../result.ts';
import { ImpactError, plural, type Warning } from '../sentence.ts';
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
 * which needs ordinary parallel trends only. Cells in which a class has fewer than two units are left out. Where many units received the same
 * dose, quantiles that fall on it are one cut: there are fewer classes then, and a warning says so.
 */
export function doseBins(input: DoseInput, asked = 3): DoseBins {
  if (!(Number.isInteger(asked) && asked >= 2)) throw wrongBins(asked);
  const { cells, treated, doses, sample, warnings } = doseSample(input);
  const highest = doses.reduce((most, dose) => Math.max(most, dose), 0);
  if (2 * asked > doses.length) throw tooManyBins(asked, doses.length);
  const shares = Array.from({ length: asked - 1 }, (_, k) => (k + 1) / asked);
  const cuts = [...new Set(quantiles(doses, shares))].filter((cut) => cut < highest);
  if (cuts.length === 0) throw sameDose(highest);
  const bins = cuts.length + 1;
  const binOf = (unit: number): number => cuts.filter((cut) => input.dose[unit]! > cut).length;
  const crowded = new Set(cells.flatMap((cell) => binsWithTwo(cell, binOf)));
  const without = Array.from({ length: bins }, (_, bin) => bin).find((bin) => !crowded.has(bin));
  if (without !== undefined) throw tooFewInBin(without + 1, bins);
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
    warnings: bins < asked ? [...warnings, fewerBins(bins, asked)] : warnings,
  };
}

const shown = (effect: Influenced, n: number) => ({ att: effect.value, se: errorOf(effect), n });

function binEffect(cell: DoseCell, members: Int32Array): Influenced {
  const mean = members.reduce((sum, unit) => sum + cell.change[unit]!, 0) / members.length;
  const influence = new Float64Array(cell.change.length);
  for (const unit of members) influence[unit] = (cell.change[unit]! - mean) / members.length;
  return { value: mean - cell.controlMean, influence: withoutControls(cell, influence) };
}

/** Classes of which the cell has two treated units or more. */
function binsWithTwo({ treated }: DoseCell, binOf: (unit: number) => number): number[] {
  const found = Map.groupBy(treated, binOf);
  return [...found].filter(([, units]) => units.length > 1).map(([bin]) => bin);
}

const wrongBins = (bins: number) =>
  new ImpactError('dose-bins', {
    fr: `Le nombre de classes de montant doit être un entier, deux au moins\u202f; reçu\u202f: ${bins}.`,
    en: `The number of classes of amounts must be a whole number, at least two; received ${bins}.`,
  });

const tooManyBins = (bins: number, treated: number) =>
  new ImpactError('dose-bins', {
    fr: `${bins} classes de montant sont trop pour ${plural.fr(treated, '# unité traitée', '# unités traitées')}\u202f: il en faut deux par classe au moins. Demandez moins de classes avec --bins.`,
    en: `${bins} classes of amounts are too many for ${plural.en(treated, '# treated unit', '# treated units')}: each needs two at least. Ask for fewer classes with --bins.`,
  });

const sameDose = (dose: number) =>
  new ImpactError('dose-constant', {
    fr: `Presque toutes les unités traitées ont reçu le même montant (${dose})\u202f: il n’y a pas de classes à comparer. Estimez l’effet sans montant.`,
    en: `Nearly all treated units received the same amount (${dose}): there are no classes to compare. Estimate the effect without amounts.`,
  });

const tooFewInBin = (bin: number, bins: number) =>
  new ImpactError('dose-bin-too-small', {
    fr: `La classe de montant ${bin} sur ${bins} n’a deux unités dans aucune cohorte\u202f: demandez moins de classes avec --bins.`,
    en: `Class ${bin} of ${bins} has two units in no cohort: ask for fewer classes with --bins.`,
  });

const fewerBins = (bins: number, asked: number): Warning => ({
  code: 'fewer-dose-bins',
  fr: `Trop d’unités ont reçu le même montant pour ${asked} classes\u202f: il y en a ${bins}.`,
  en: `Too many units received the same amount for ${asked} classes: there are ${bins}.`,
});
