/**
 * GRAPPE-SYN-1: a synthetic panel of firms that any machine can make again to the last bit, so that two engines can be compared on the same
 * file. Every draw is a hash of (seed, firm, period, purpose): firms can be made in any order, or alone.
 *
 * Firms choose treatment by `x1` and grow with it, so an estimate without covariates is biased on purpose; the effect of a firm treated since
 * `e` periods is 0.2 + 0.05 e.
 */

/** What makes one edition of the panel. */
export interface SyntheticDesign {
  readonly units: number;
  /** 10 in the published editions: cohorts 2 to 10, and the never treated. */
  readonly periods?: number;
  /** 20240611 in the published editions. */
  readonly seed?: number;
}

/** Columns of the panel: one value for each firm, and the outcome by period, each period a column of `units` values. */
export interface SyntheticPanel {
  readonly units: number;
  readonly periods: number;
  /** First treated period; 0 for never. */
  readonly cohort: Int16Array;
  readonly x1: Float64Array;
  readonly x2: Float64Array;
  /** Employment zone, 1 to 304. */
  readonly zone: Int16Array;
  /** `outcome[t - 1][i]`. */
  readonly outcome: readonly Float64Array[];
}

const PERIODS = 10;
const SEED = 20240611;
const ZONES = 304;
/** Standardises the sum of four uniform draws. */
const SQRT_3 = 1.7320508075688772;

/** What each draw serves; normal draws consume four consecutive numbers. */
const DRAW = { x1: 10, x2: 11, level: 12, noise: 13, zone: 60, never: 61, cohort: 62 } as const;

/** SHA-256 of the CSV of each published edition (10 periods, default seed), by number of firms. */
export const GRAPPE_SYN_1_SHA256: Readonly<Record<number, string>> = {
  1000: '4fc1cef86741a24ba661f52d14d3f32c61fb857ad7f9297f187761e81362d578',
  10000: '220dfb5914456f1b41f3b75a907996ade0527ce0087c5b856aed0a65c6da6d5c',
  100000: '1c040c0f209fdb2a7119a05593df9baed804bf93e6644a8361cd2897950b2330',
  1000000: 'd68626ff48f2a4a00d0e94273ea68297f8a643da9a6a73119f919fbcca5d56a9',
};

/** The whole panel as columns. */
export function syntheticPanel(design: SyntheticDesign): SyntheticPanel {
  const { units, periods = PERIODS } = design;
  const panel = {
    units,
    periods,
    cohort: new Int16Array(units),
    x1: new Float64Array(units),
    x2: new Float64Array(units),
    zone: new Int16Array(units),
    outcome: Array.from({ length: periods }, () => new Float64Array(units)),
  };
  for (const firm of syntheticFirms(design)) {
    panel.cohort[firm.index] = firm.cohort;
    panel.x1[firm.index] = firm.x1;
    panel.x2[firm.index] = firm.x2;
    panel.zone[firm.index] = firm.zone;
    for (let t = 0; t < periods; t++) panel.outcome[t]![firm.index] = firm.outcome[t]!;
  }
  return panel;
}

/** The published CSV file, in pieces of some hundred kilobytes: `siren,annee,g,x1,x2,ze,y`, firms in order, then periods. */
export function* syntheticCsv(design: SyntheticDesign): Generator<Uint8Array> {
  const FIRMS_IN_A_PIECE = 1_000;
  const encoder = new TextEncoder();
  let lines = ['siren,annee,g,x1,x2,ze,y\n'];
  for (const { index, cohort, x1, x2, zone, outcome } of syntheticFirms(design)) {
    const fixed = `${cohort},${x1},${x2},${zone}`;
    outcome.forEach((y, t) => {
      lines.push(`${index + 1},${t + 1},${fixed},${y}\n`);
    });
    if ((index + 1) % FIRMS_IN_A_PIECE === 0) {
      yield encoder.encode(lines.join(''));
      lines = [];
    }
  }
  if (lines.length > 0) yield encoder.encode(lines.join(''));
}

interface SyntheticFirm {
  readonly index: number;
  readonly cohort: number;
  readonly x1: number;
  readonly x2: number;
  readonly zone: number;
  /** By period; the array is used again for the next firm. */
  readonly outcome: Float64Array;
}

function* syntheticFirms({ units, periods = PERIODS, seed = SEED }: SyntheticDesign): Generator<SyntheticFirm> {
  const uniform = (i: number, t: number, k: number): number => {
    const firm = mix(seed ^ Math.imul(i + 1, 0x9e3779b1));
    const period = mix(firm ^ Math.imul(t + 1, 0x85ebca77));
    return (mix(period ^ Math.imul(k + 1, 0xc2b2ae3d)) >>> 0) / 2 ** 32;
  };
  const normal = (i: number, t: number, k: number): number =>
    (uniform(i, t, 4 * k) + uniform(i, t, 4 * k + 1) + uniform(i, t, 4 * k + 2) + uniform(i, t, 4 * k + 3) - 2) *
    SQRT_3;

  const outcome = new Float64Array(periods);
  for (let i = 0; i < units; i++) {
    const x1 = sixDecimals(normal(i, 0, DRAW.x1));
    const x2 = sixDecimals(normal(i, 0, DRAW.x2));
    const level = normal(i, 0, DRAW.level) + 0.5 * x1;
    const zone = Math.floor(uniform(i, 0, DRAW.zone) * ZONES) + 1;
    const never = Math.min(0.9, Math.max(0.1, 0.5 - 0.08 * x1 + 0.04 * x2));
    const cohort = uniform(i, 0, DRAW.never) < never ? 0 : 2 + Math.floor(uniform(i, 0, DRAW.cohort) * (periods - 1));
    for (let t = 1; t <= periods; t++) {
      const effect = cohort > 0 && t >= cohort ? 0.2 + 0.05 * (t - cohort) : 0;
      outcome[t - 1] = sixDecimals(level + 0.1 * t + 0.03 * t * x1 + effect + 0.5 * normal(i, t, DRAW.noise));
    }
    yield { index: i, cohort, x1, x2, zone, outcome };
  }
}

/** The finaliser of MurmurHash3, on 32 bits. */
function mix(value: number): number {
  let h = value;
  h ^= h >>> 16;
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/** Half up, as the published files were. */
const sixDecimals = (value: number): number => Math.round(value * 1e6) / 1e6;
