/** Maps values to places on a drawing, with round marks. */
export interface Scale {
  readonly place: (value: number) => number;
  readonly marks: readonly number[];
}

/** @param values all that must fit; the range is widened to round marks. */
export function linearScale(values: readonly number[], from: number, to: number, wanted = 5): Scale {
  const finite = values.filter(Number.isFinite);
  const low = Math.min(...finite);
  const high = Math.max(...finite);
  const step = roundStep((high - low || Math.abs(high) || 1) / wanted);
  const first = Math.floor(low / step);
  const last = Math.max(first + 1, Math.ceil(high / step));
  const marks = Array.from({ length: last - first + 1 }, (_, k) => (first + k) * step);
  const span = (last - first) * step;
  return { place: (value) => from + ((value - first * step) / span) * (to - from), marks };
}

/** 1, 2 or 5 times a power of ten, at least `step`. */
function roundStep(step: number): number {
  const power = 10 ** Math.floor(Math.log10(step));
  return ([1, 2, 5].find((factor) => factor * power >= step * (1 - 1e-9)) ?? 10) * power;
}
