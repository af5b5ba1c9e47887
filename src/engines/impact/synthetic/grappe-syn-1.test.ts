import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { GRAPPE_SYN_1_SHA256, syntheticCsv, syntheticPanel } from './grappe-syn-1.ts';

const sha256 = (units: number): string => {
  const hash = createHash('sha256');
  for (const piece of syntheticCsv({ units })) hash.update(piece);
  return hash.digest('hex');
};

describe('GRAPPE-SYN-1', () => {
  it.each([1_000, 10_000, 100_000])('is the published file to the last byte, at %i firms', (units) => {
    expect(sha256(units)).toBe(GRAPPE_SYN_1_SHA256[units]);
  });

  it('gives the same firms as columns and as lines, whatever the number of firms asked for', () => {
    const [head, first] = new TextDecoder().decode(syntheticCsv({ units: 1 }).next().value as Uint8Array).split('\n');
    const panel = syntheticPanel({ units: 2_000 });
    expect(head).toBe('siren,annee,g,x1,x2,ze,y');
    expect(first).toBe(`1,1,${panel.cohort[0]},${panel.x1[0]},${panel.x2[0]},${panel.zone[0]},${panel.outcome[0]![0]}`);
    expect(new Set(panel.cohort)).toEqual(new Set([0, 2, 3, 4, 5, 6, 7, 8, 9, 10]));
  });
});
