import { html, type Markup, NOTHING, type NumberWriter } from './html.ts';
import { linearScale } from './scale.ts';

/** An estimate with its interval, at a place on the axis. */
export interface Point {
  readonly at: string;
  /** Null draws the interval alone. */
  readonly att: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Before treatment: what should be zero. */
  readonly before: boolean;
}

const WIDTH = 720;
const LEFT = 62;
const RIGHT = 12;
const TOP = 14;
/** Where no style says otherwise: as large as a note once the drawing is as wide as a page's text. */
const LETTERS = 13;

/**
 * Estimates and intervals in columns, a line at zero; points before treatment are hollow squares, so that colour is not alone to tell them.
 * @param numbers writes the marks of the vertical axis
 * @returns null when there is nothing to draw
 */
export function intervalPlot(
  points: readonly Point[],
  label: { readonly title: string; readonly axis: string },
  numbers: NumberWriter,
): Markup | null {
  const height = 300;
  const bottom = height - 44;
  const values = points.flatMap(({ att, low, high }) => [att, low, high]).filter((value) => value !== null);
  if (values.length === 0) return null;
  const y = linearScale([0, ...values], bottom, TOP);
  const step = (WIDTH - LEFT - RIGHT) / points.length;
  const x = (k: number): number => LEFT + step * (k + 0.5);
  const every = Math.ceil(points.length / 24);
  const marks = y.marks.map(
    (value) =>
      html`<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${round(y.place(value))}" y2="${round(y.place(value))}" stroke="#e7e2e9"/><text x="${LEFT - 8}" y="${round(y.place(value) + 4)}" text-anchor="end">${numbers.mark(value)}</text>`,
  );
  const zero = round(y.place(0));
  const columns = points.map(({ at, att, low, high, before }, k) => {
    const name =
      k % every === 0 ? html`<text x="${round(x(k))}" y="${bottom + 18}" text-anchor="middle">${at}</text>` : NOTHING;
    if (att === null && low === null) return name;
    const colour = before ? '#8a6d00' : '#0a5f73';
    const cx = round(x(k));
    const whisker =
      low === null || high === null
        ? NOTHING
        : html`<line x1="${cx}" x2="${cx}" y1="${round(y.place(low))}" y2="${round(y.place(high))}" stroke="${colour}" stroke-width="2"/>`;
    const mark = att === null ? NOTHING : estimateMark(cx, round(y.place(att)), before, colour);
    return html`<g><title>${at}: ${numbers.effect(att)} ${numbers.range(low, high)}</title>${whisker}${mark}</g>${name}`;
  });
  return html`<svg viewBox="0 0 ${WIDTH} ${height}" font-size="${LETTERS}" fill="#231a28" role="img" aria-label="${label.title}">${marks}<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${zero}" y2="${zero}" stroke="#231a28" stroke-dasharray="5 4"/>${columns}<text x="${(LEFT + WIDTH - RIGHT) / 2}" y="${height - 6}" text-anchor="middle" fill="#5b5162">${label.axis}</text></svg>`;
}

const estimateMark = (x: number, y: number, before: boolean, colour: string): Markup =>
  before
    ? html`<rect x="${x - 4}" y="${y - 4}" width="8" height="8" fill="#fff" stroke="${colour}" stroke-width="2"/>`
    : html`<circle cx="${x}" cy="${y}" r="4.5" fill="${colour}"/>`;

/** Absolute standardised differences by variable: hollow before, full after when there is an after; a line at the threshold. */
export function balancePlot(
  rows: readonly { readonly name: string; readonly before: number; readonly after: number | null }[],
  threshold: number,
  label: { readonly title: string; readonly axis: string },
  numbers: NumberWriter,
): Markup {
  const left = 170;
  const height = 40 + 24 * rows.length;
  const bottom = height - 34;
  const x = linearScale([0, threshold, ...rows.flatMap(({ before, after }) => [before, after ?? 0])], left, WIDTH - 20);
  const lines = rows.map(({ name, before, after }, k) => {
    const y = 18 + 24 * k;
    const [from, to] = [round(x.place(before)), after === null ? null : round(x.place(after))];
    return html`<g><title>${name}: ${numbers.deviations(before)}${after === null ? '' : ` → ${numbers.deviations(after)}`}</title><text x="${left - 10}" y="${y + 4}" text-anchor="end">${name}</text><line x1="${left}" x2="${WIDTH - 20}" y1="${y}" y2="${y}" stroke="#eee9f0"/><rect x="${from - 4}" y="${y - 4}" width="8" height="8" fill="#fff" stroke="#8a6d00" stroke-width="2"/>${to === null ? NOTHING : html`<circle cx="${to}" cy="${y}" r="4.5" fill="#0a5f73"/>`}</g>`;
  });
  const marks = x.marks.map(
    (value) =>
      html`<text x="${round(x.place(value))}" y="${bottom + 14}" text-anchor="middle">${numbers.mark(value)}</text>`,
  );
  const limit = round(x.place(threshold));
  return html`<svg viewBox="0 0 ${WIDTH} ${height}" font-size="${LETTERS}" fill="#231a28" role="img" aria-label="${label.title}">${lines}<line x1="${limit}" x2="${limit}" y1="6" y2="${bottom}" stroke="#231a28" stroke-dasharray="5 4"/>${marks}<text x="${(left + WIDTH) / 2}" y="${height - 4}" text-anchor="middle" fill="#5b5162">${label.axis}</text></svg>`;
}

const round = (value: number): number => Math.round(value * 10) / 10;
