export type Language = 'fr' | 'en';

/** Markup that is safe to place in a page; everything else is escaped on its way in. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Part = Markup | string | number | readonly Markup[];

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[character]!);

const written = (part: Part): string => {
  if (part instanceof Markup) return part.text;
  return Array.isArray(part) ? part.map((one: Markup) => one.text).join('') : escaped(String(part));
};

/** A template whose values are escaped, unless they are markup themselves. */
export const html = (strings: TemplateStringsArray, ...parts: readonly Part[]): Markup =>
  new Markup(strings.reduce((text, string, k) => `${text}${written(parts[k - 1]!)}${string}`));

export const NOTHING = new Markup('');

export interface NumberWriter {
  /** Three significant digits, whole from a thousand on; a dash where there is none. */
  readonly effect: (value: number | null) => string;
  /** A standardised difference: three decimals, so that what rounding leaves of zero is zero. */
  readonly deviations: (value: number | null) => string;
  /** A mark of an axis, or a parameter: as few digits as say it. */
  readonly mark: (value: number) => string;
  readonly count: (value: number) => string;
  readonly percent: (share: number) => string;
  /** `p = 0.04`, or `p < 0.001`. */
  readonly probability: (p: number) => string;
  /** The two ends of an interval. */
  readonly range: (low: number | null, high: number | null) => string;
}

const WHOLE_FROM = 1_000;

export function numberWriter(language: Language): NumberWriter {
  const locale = language === 'fr' ? 'fr-FR' : 'en-GB';
  const significant = new Intl.NumberFormat(locale, { minimumSignificantDigits: 3, maximumSignificantDigits: 3 });
  const shortest = new Intl.NumberFormat(locale, { maximumSignificantDigits: 6 });
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const share = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  const thousandths = new Intl.NumberFormat(locale, {
    minimumFractionDigits: 3,
    maximumFractionDigits: 3,
    signDisplay: 'negative',
  });
  const minus = (text: string): string => text.replace('-', '−');
  const effect = (value: number | null): string => {
    if (value === null) return '–';
    if (value === 0) return '0';
    return minus((Math.abs(value) >= WHOLE_FROM ? whole : significant).format(value));
  };
  const separator = language === 'fr' ? '\u202f;\u00a0' : ', ';
  return {
    effect,
    deviations: (value) => (value === null ? '–' : minus(thousandths.format(value))),
    mark: (value) => minus(shortest.format(value)),
    count: (value) => whole.format(value),
    percent: (value) => share.format(value),
    probability: (p) =>
      p < 0.001 ? `p\u00a0<\u00a0${shortest.format(0.001)}` : `p\u00a0=\u00a0${significant.format(p)}`,
    range: (low, high) => (low === null || high === null ? '–' : `[${effect(low)}${separator}${effect(high)}]`),
  };
}

/** A table with its caption; the first column heads the rows. */
export function dataTable(caption: string, header: readonly string[], rows: readonly (readonly string[])[]): Markup {
  const line = ([first = '', ...rest]: readonly string[]): Markup =>
    html`<tr><th scope="row">${first}</th>${rest.map((cell) => html`<td>${cell}</td>`)}</tr>`;
  return html`<div class="wide"><table><caption>${caption}</caption><thead><tr>${header.map((title) => html`<th scope="col">${title}</th>`)}</tr></thead><tbody>${rows.map(line)}</tbody></table></div>`;
}
