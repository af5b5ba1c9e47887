import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { unwrapWoff } from './woff.ts';

/**
 * What ships with this engine: the template and the typefaces. Nothing else here reads files.
 *
 * Text is in Spectral (SIL Open Font License, from @fontsource/spectral), in two cuts: Latin and extended Latin. Signs that it does not draw
 * (≥, →, ✓, Greek, Cyrillic) come from two parts of DejaVu kept in `typefaces/`, with their licence. Typst also sees the machine's fonts, and
 * some inside itself; the names given here are no font's of any machine, template.typ asks for these four only, and so every machine sets the same.
 */
const FACES = ['400-normal', '400-italic', '600-normal', '600-italic'] as const;
export const CUTS = { latin: 'Grappe Spectral', 'latin-ext': 'Grappe Spectral Extended' } as const;
export const SIGNS = { 'signs-serif': 'Grappe Signs', 'signs-sans': 'Grappe Signs Sans' } as const;

/** The typefaces as OpenType. */
export function readTypefaces(): Buffer[] {
  const packages = createRequire(import.meta.url);
  const text = Object.entries(CUTS).flatMap(([cut, family]) =>
    FACES.map((face) => {
      const file = packages.resolve(`@fontsource/spectral/files/spectral-${cut}-${face}.woff`);
      return unwrapWoff(readFileSync(file), family);
    }),
  );
  const signs = Object.entries(SIGNS).map(([name, family]) =>
    unwrapWoff(readFileSync(new URL(`typefaces/${name}.woff`, import.meta.url)), family),
  );
  return [...text, ...signs];
}

/** The Typst source that sets every document. */
export function readTemplate(): string {
  return readFileSync(new URL('template.typ', import.meta.url), 'utf8');
}
