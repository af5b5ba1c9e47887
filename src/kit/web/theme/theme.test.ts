import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const sheet = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');
const colours = new Map(
  [...sheet.matchAll(/--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)/g)].map(([, name, light, dark]) => [
    name!,
    { light: light!, dark: dark! },
  ]),
);
const schemes = ['light', 'dark'] as const;

/** Relative luminance and contrast as WCAG 2.1 defines them. */
const luminance = (hex: string): number => {
  const [red, green, blue] = [1, 3, 5]
    .map((start) => Number.parseInt(hex.slice(start, start + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
};
const contrast = (one: string, other: string, scheme: 'light' | 'dark'): number => {
  const [dark, light] = [colours.get(one)![scheme], colours.get(other)![scheme]].map(luminance).sort((a, b) => a - b);
  return (light! + 0.05) / (dark! + 0.05);
};

const grounds = ['paper', 'surface', 'sunken'];
const tones = ['plum', 'vine', 'ochre', 'brick', 'slate'];

describe.each(schemes)('contrast in the %s scheme', (scheme) => {
  test.each(['ink', 'ink-soft'])('Body text (%s) reaches 7:1 on every ground', (text) => {
    for (const ground of grounds) expect(contrast(text, ground, scheme)).toBeGreaterThanOrEqual(7);
  });

  test.each(tones)('%s reaches 4.5:1 on every ground and on its own soft ground, where ink reaches 7:1', (tone) => {
    for (const ground of [...grounds, `${tone}-soft`]) {
      expect(contrast(tone, ground, scheme)).toBeGreaterThanOrEqual(4.5);
    }
    expect(contrast('ink', `${tone}-soft`, scheme)).toBeGreaterThanOrEqual(7);
  });

  test('The words of a button reach 4.5:1, at rest and under the pointer', () => {
    for (const ground of ['plum', 'plum-strong']) {
      expect(contrast('on-plum', ground, scheme)).toBeGreaterThanOrEqual(4.5);
    }
    expect(contrast('plum-strong', 'plum-soft', scheme)).toBeGreaterThanOrEqual(4.5);
  });

  test('Borders of fields, the focus and the colours of data reach 3:1', () => {
    for (const shape of ['line-strong', 'focus', ...[1, 2, 3, 4, 5, 6].map((rank) => `data-${rank}`)]) {
      expect(contrast(shape, 'paper', scheme)).toBeGreaterThanOrEqual(3);
    }
  });
});

test('The six colours of data stay apart for readers with each kind of colour blindness', () => {
  for (const scheme of schemes) {
    const data = [1, 2, 3, 4, 5, 6].map((rank) => colours.get(`data-${rank}`)![scheme]);
    for (const vision of Object.values(visions)) {
      const seen = data.map((hex) => perceived(hex, vision));
      for (const [index, one] of seen.entries()) {
        for (const other of seen.slice(index + 1))
          expect(Math.hypot(...one.map((part, axis) => part - other[axis]!))).toBeGreaterThan(0.1);
      }
    }
  }
});

type Matrix = readonly (readonly [number, number, number])[];

/** Machado, Oliveira and Fernandes (2009), full severity, on linear light. */
const visions: Record<string, Matrix> = {
  usual: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

/** Place in the OKLab space (Ottosson, 2020), where distances follow what the eye tells apart. */
function perceived(hex: string, vision: Matrix): [number, number, number] {
  const light = [1, 3, 5]
    .map((start) => Number.parseInt(hex.slice(start, start + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  const [r, g, b] = vision.map((row) =>
    Math.min(1, Math.max(0, row[0] * light[0]! + row[1] * light[1]! + row[2] * light[2]!)),
  );
  const l = Math.cbrt(0.4122214708 * r! + 0.5363325363 * g! + 0.0514459929 * b!);
  const m = Math.cbrt(0.2119034982 * r! + 0.6806995451 * g! + 0.1073969566 * b!);
  const s = Math.cbrt(0.0883024619 * r! + 0.2817188376 * g! + 0.6299787005 * b!);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}
