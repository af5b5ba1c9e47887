import { CUTS, SIGNS } from './resources.ts';

/** Letters of the extended cut, less the three that the Latin cut has too (ı, Œ, œ). */
const EXTENDED = String.raw`\u0100-\u0130\u0132-\u0151\u0154-\u024f\u1e00-\u1eff`;
/** What the Latin cut has; it ends with punctuation, € ™ ↑ ↓ − ∕. */
const LATIN = String.raw`\u0020-\u00ff\u0131\u0152\u0153\u02bb\u02bc\u02c6\u02da\u02dc\u2000-\u206f\u20ac\u2122\u2191\u2193\u2212\u2215`;

/** In turn: signs; letters of the extended cut. */
const ELSEWHERE = new RegExp(`([^${LATIN}${EXTENDED}]+)|[${EXTENDED}]+`, 'gu');
/** Accents that are no part of their letter (M̄): Typst loses the letter under them in a drawing, so they are left out. */
const ACCENTS = /\p{M}+/gu;

/**
 * A drawing with the typefaces of the document named on its texts: the Latin cut for all, another for each run of characters that it does not
 * draw, because Typst does not go from one typeface to the next within a drawing as it does in text.
 */
export function drawnInTypefaces(svg: string): string {
  return svg
    .replace(/^<svg\b/, `<svg font-family="${CUTS.latin}"`)
    .replace(
      /(<text\b[^>]*>)([^<]*)(?=<\/text>)/g,
      (_, start: string, text: string) => start + text.replace(ACCENTS, '').replace(ELSEWHERE, inAnother),
    );
}

const inAnother = (run: string, signs: string | undefined): string =>
  `<tspan font-family="${signs ? SIGNS['signs-serif'] : CUTS['latin-ext']}">${run}</tspan>`;
