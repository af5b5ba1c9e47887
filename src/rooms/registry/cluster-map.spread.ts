import type { Point } from './cluster-map.contours.ts';

const ROUNDS = 120;
/** Share of the way back to its own place that a mark takes at each round. */
const PULL = 0.04;
/** Turning by it never puts two marks in the same direction. */
const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));

/**
 * Moves marks that fall on the same spot apart, as little as it can, until no two are nearer than `spacing`. The same places in
 * the same order always give the same drawing: marks of one spot start around it in a spiral, then push one another away while each is
 * drawn back to its own place.
 */
export function spread(places: readonly Point[], spacing: number): Point[] {
  const met = new Map<string, number>();
  const marks = places.map(([x, y]) => {
    const order = met.get(`${x},${y}`) ?? 0;
    met.set(`${x},${y}`, order + 1);
    const [angle, radius] = [order * GOLDEN_ANGLE, (spacing / 2) * Math.sqrt(order)];
    return { x: x + radius * Math.cos(angle), y: y + radius * Math.sin(angle), home: [x, y] as Point };
  });
  for (let round = 0; round < ROUNDS * 2; round++) {
    // In the second half nothing is drawn back any more: what still overlaps comes apart.
    if (round < ROUNDS) {
      for (const mark of marks) {
        mark.x += (mark.home[0] - mark.x) * PULL;
        mark.y += (mark.home[1] - mark.y) * PULL;
      }
    }
    if (!pushApart(marks, spacing) && round >= ROUNDS) break;
  }
  return marks.map(({ x, y }) => [Math.round(x), Math.round(y)]);
}

/** One round of pushing: each pair that is too near parts by half of what lacks on each side. Says whether anything moved. */
function pushApart(marks: { x: number; y: number }[], spacing: number): boolean {
  let moved = false;
  for (let one = 0; one < marks.length; one++) {
    for (let other = one + 1; other < marks.length; other++) {
      const [a, b] = [marks[one]!, marks[other]!];
      const [dx, dy] = [b.x - a.x, b.y - a.y];
      const distance = Math.hypot(dx, dy);
      if (distance >= spacing) continue;
      moved = true;
      // Two marks on the very same point part in a direction of their own.
      const [ux, uy] = distance > 0 ? [dx / distance, dy / distance] : [Math.cos(one + other), Math.sin(one + other)];
      const half = (spacing - distance) / 2;
      a.x -= ux * half;
      a.y -= uy * half;
      b.x += ux * half;
      b.y += uy * half;
    }
  }
  return moved;
}
