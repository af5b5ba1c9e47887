import type { Estimate } from '../result.ts';
import type { Sentence, Warning } from '../sentence.ts';
import { type Attempt, attempt, type Estimator } from './attempt.ts';

/** The effect estimated without each cluster in turn: does one of them carry it? */
export interface LeaveOneOutRow extends Attempt {
  readonly cluster: number | string;
  /** Effect without the cluster less effect with all, in the unit of the outcome. */
  readonly change: number | null;
}

export interface LeaveOneOut {
  readonly whole: Estimate;
  /** Largest change first; without an estimate last. */
  readonly rows: readonly LeaveOneOutRow[];
  readonly smallest: number | null;
  readonly largest: number | null;
  readonly summary: Sentence;
  readonly warnings: readonly Warning[];
}

/** A change of the estimate beyond this many of its standard errors is worth a sentence. */
const STRIKING = 1;

/**
 * @param clusters those to leave out, one at a time.
 * @param estimate the effect without a cluster, or with all of them when it is null.
 */
export async function leaveOneClusterOut(
  clusters: readonly (number | string)[],
  estimate: Estimator<number | string | null>,
): Promise<LeaveOneOut> {
  const whole = await estimate(null);
  const rows: LeaveOneOutRow[] = [];
  for (const cluster of clusters) {
    const result = await attempt(estimate, cluster);
    const change = result.att !== null && whole.att !== null ? result.att - whole.att : null;
    rows.push({ cluster, ...result, change });
  }
  const weight = ({ change }: LeaveOneOutRow) => (change === null ? -1 : Math.abs(change));
  rows.sort((a, b) => weight(b) - weight(a));
  const effects = rows.flatMap((row) => (row.att === null ? [] : [row.att]));
  return {
    whole,
    rows,
    smallest: effects.length > 0 ? Math.min(...effects) : null,
    largest: effects.length > 0 ? Math.max(...effects) : null,
    summary: summaryOf(rows[0]),
    warnings: warningsOf(whole, rows),
  };
}

function summaryOf(first: LeaveOneOutRow | undefined): Sentence {
  if (!first || first.change === null)
    return { fr: 'Aucune grappe n’a pu être retirée.', en: 'No cluster could be left out.' };
  const change = Number(first.change.toPrecision(3));
  return {
    fr: `La grappe qui pèse le plus est ${first.cluster}\u202f: sans elle, l’effet change de ${String(change).replace('.', ',')}.`,
    en: `The cluster that matters most is ${first.cluster}: without it the effect changes by ${change}.`,
  };
}

function warningsOf({ att, se }: Estimate, rows: readonly LeaveOneOutRow[]): Warning[] {
  const turned = rows.filter((row) => att !== null && row.att !== null && row.att * att < 0);
  const striking = rows.filter((row) => se !== null && row.change !== null && Math.abs(row.change) > STRIKING * se);
  const named = (some: readonly LeaveOneOutRow[]) => some.map((row) => row.cluster).join(', ');
  return [
    ...(turned.length > 0
      ? [
          {
            code: 'sign-depends-on-cluster',
            fr: `Sans ${named(turned)}, l’effet change de signe\u202f: il tient à cette grappe.`,
            en: `Without ${named(turned)} the effect changes sign: it rests on that cluster.`,
          },
        ]
      : []),
    ...(striking.length > 0
      ? [
          {
            code: 'striking-cluster',
            fr: `Sans ${named(striking)}, l’effet bouge de plus d’une erreur type.`,
            en: `Without ${named(striking)} the effect moves by more than one standard error.`,
          },
        ]
      : []),
  ];
}
