/**
 * Distribution functions to about fifteen digits, from series and continued fractions of their definitions
 * (Abramowitz & Stegun, Handbook of Mathematical Functions, chapters 6, 7 and 26).
 */

const ROOT_TWO_PI = Math.sqrt(2 * Math.PI);
/** Keeps a continued fraction from dividing by zero (Lentz's method). */
const TINY = 1e-300;
const PRECISION = 1e-17;

export const normalPdf = (x: number): number => Math.exp(-0.5 * x * x) / ROOT_TWO_PI;

/** P(Z <= x), accurate relatively in the lower tail. */
export function normalCdf(x: number): number {
  if (Number.isNaN(x)) return Number.NaN;
  if (x > 0) return 1 - normalCdf(-x);
  const z = -x;
  if (z > 38.6) return 0;
  return z < 2.2 ? 0.5 - normalPdf(z) * centralSeries(z) : normalPdf(z) * millsRatio(z);
}

/** P(Z > x), accurate relatively in the upper tail. */
export const normalTail = (x: number): number => normalCdf(-x);

/** Φ(z) − ½ over φ(z): z + z³/3 + z⁵/15 + … (26.2.11). */
function centralSeries(z: number): number {
  let term = z;
  let sum = z;
  for (let k = 3; term > sum * PRECISION; k += 2) {
    term *= (z * z) / k;
    sum += term;
  }
  return sum;
}

/** (1 − Φ(z)) / φ(z) as the continued fraction 1/(z + 1/(z + 2/(z + 3/(z + …)))) (26.2.14), evaluated from its far end. */
function millsRatio(z: number): number {
  const depth = Math.ceil(20 + 700 / (z * z));
  let value = z;
  for (let k = depth; k >= 1; k--) value = z + k / value;
  return 1 / value;
}

/** The x with P(Z <= x) = p. */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) return Number.NaN;
  if (p === 0) return Number.NEGATIVE_INFINITY;
  if (p === 1) return Number.POSITIVE_INFINITY;
  if (p > 0.5) return -normalQuantile(1 - p);
  // 26.2.22 gives two digits; each Halley step triples them.
  const t = Math.sqrt(-2 * Math.log(p));
  let x = p < 0.45 ? -(t - (2.30753 + 0.27061 * t) / (1 + 0.99229 * t + 0.04481 * t * t)) : (p - 0.5) * ROOT_TWO_PI;
  for (let step = 0; step < 4; step++) {
    const gap = (normalCdf(x) - p) / normalPdf(x);
    x -= gap / (1 + (x * gap) / 2);
  }
  return x;
}

/** The c with P(|Z + mean| <= c) = level: critical value of an interval whose bias is known up to `mean` standard errors. */
export function foldedNormalQuantile(mean: number, level: number): number {
  const shift = Math.abs(mean);
  const excess = (c: number) => normalCdf(c - shift) - normalCdf(-c - shift) - level;
  let low = 0;
  let high = shift + normalQuantile(0.5 + level / 2) + 1;
  let c = shift + normalQuantile(level);
  for (let step = 0; step < 100; step++) {
    const gap = excess(c);
    if (gap > 0) high = c;
    else low = c;
    const newton = c - gap / (normalPdf(c - shift) + normalPdf(c + shift));
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    if (Math.abs(next - c) <= 1e-15 * Math.max(1, c)) return next;
    c = next;
  }
  return c;
}

/** P(χ² > x) with `df` degrees of freedom. */
export function chiSquareTail(x: number, df: number): number {
  if (!(x > 0)) return 1;
  const a = df / 2;
  const half = x / 2;
  return half < a + 1 ? 1 - lowerGammaSeries(a, half) : upperGammaFraction(a, half);
}

function lowerGammaSeries(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let k = 1; term > sum * PRECISION; k++) {
    term *= x / (a + k);
    sum += term;
  }
  return sum * Math.exp(a * Math.log(x) - x - logGamma(a));
}

function upperGammaFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = 1 / TINY;
  let d = 1 / b;
  let value = d;
  for (let k = 1; k < 10_000; k++) {
    const numerator = -k * (k - a);
    b += 2;
    d = 1 / nonZero(numerator * d + b);
    c = nonZero(b + numerator / c);
    value *= d * c;
    if (Math.abs(d * c - 1) < 1e-16) break;
  }
  return value * Math.exp(a * Math.log(x) - x - logGamma(a));
}

const nonZero = (value: number): number => (Math.abs(value) < TINY ? TINY : value);

/** log Γ(x) for x > 0: Stirling's series (6.1.41) after stepping up to where it has full precision. */
export function logGamma(x: number): number {
  let shift = 0;
  let at = x;
  while (at < 15) {
    shift += Math.log(at);
    at += 1;
  }
  const inverse = 1 / at;
  const square = inverse * inverse;
  const series =
    inverse *
    (1 / 12 -
      square * (1 / 360 - square * (1 / 1260 - square * (1 / 1680 - square * (1 / 1188 - square * (691 / 360360))))));
  return (at - 0.5) * Math.log(at) - at + Math.log(ROOT_TWO_PI) + series - shift;
}

/** I_x(a, b), the regularised incomplete beta function (26.5.8, Lentz). */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  let c = 1;
  let d = 1 / nonZero(1 - ((a + b) * x) / (a + 1));
  let value = d;
  for (let m = 1; m < 10_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / nonZero(1 + even * d);
    c = nonZero(1 + even / c);
    value *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / nonZero(1 + odd * d);
    c = nonZero(1 + odd / c);
    value *= d * c;
    if (Math.abs(d * c - 1) < 1e-16) break;
  }
  const front = a * Math.log(x) + b * Math.log1p(-x) + logGamma(a + b) - logGamma(a) - logGamma(b);
  return (value * Math.exp(front)) / a;
}

/** P(T > x), Student's t with `df` degrees of freedom. */
export function studentTail(x: number, df: number): number {
  const half = incompleteBeta(df / (df + x * x), df / 2, 0.5) / 2;
  return x >= 0 ? half : 1 - half;
}

/** The x with P(T <= x) = p. */
export function studentQuantile(p: number, df: number): number {
  if (p < 0.5) return -studentQuantile(1 - p, df);
  let low = 0;
  let high = 1;
  while (studentTail(high, df) > 1 - p && high < 1e300) high *= 2;
  for (let step = 0; step < 200 && high - low > 1e-15 * high; step++) {
    const middle = (low + high) / 2;
    if (studentTail(middle, df) > 1 - p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** P(F > x), Fisher's F with (`df1`, `df2`) degrees of freedom. */
export function fisherTail(x: number, df1: number, df2: number): number {
  return x > 0 ? incompleteBeta(df2 / (df2 + df1 * x), df2 / 2, df1 / 2) : 1;
}
