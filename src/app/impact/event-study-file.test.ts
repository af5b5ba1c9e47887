import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readEventStudy } from './event-study-file.ts';

const STUDY = {
  betahat: [0.1, 0, 0.3, 0.4] as unknown[],
  sigma: [0, 1, 2, 3].map((row) => [0, 1, 2, 3].map((column): unknown => (row === column ? 0.01 : 0.002))) as unknown,
  prePeriodIndices: [1, 2] as unknown,
  postPeriodIndices: [3, 4] as unknown,
};
const ROW = [0.01, 0.002, 0.002, 0.002];

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'grappe-event-study-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function read(content: unknown) {
  const path = join(folder, 'study.json');
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
  return readEventStudy(path);
}

describe('an event study in a file', () => {
  it('is read as R writes it: with a byte-order mark, a matrix of one row, a list of one without brackets', async () => {
    const plain = await read(STUDY);
    expect(plain).toMatchObject({ pre: 2, post: 2, coefficients: [0.1, 0, 0.3, 0.4], base: 'universal' });
    expect(await read(`\uFEFF${JSON.stringify({ ...STUDY, betahat: [STUDY.betahat] })}`)).toEqual(plain);
    expect(await read({ ...STUDY, prePeriodIndices: 2 })).toMatchObject({ pre: 1, coefficients: [0, 0.3, 0.4] });
  });

  it('keeps the periods of its coefficients, so that a gap between them can be told', async () => {
    expect(await read({ ...STUDY, timeVec: [2004, 2006, 2009, 2010] })).toMatchObject({
      times: [2004, 2006, 2009, 2010],
    });
    const published = await readEventStudy('reference/evaluation/bc_eventstudy.json');
    expect(published.times).toEqual([2004, 2005, 2006, 2007, 2009, 2010, 2011, 2012]);
    expect(published).toMatchObject({ pre: 4, post: 4 });
  });

  it.each([
    ['nothing', null, 'This JSON is no event study'],
    ['what is not JSON', '{"betahat":[NaN]}', 'This JSON is no event study'],
    ['no covariance', { ...STUDY, sigma: undefined }, 'This JSON is no event study'],
    [
      'a coefficient that is text',
      { ...STUDY, betahat: [0.1, '0', 0.3, 0.4] },
      'betahat[2] is not a finite number: "0"',
    ],
    [
      'a variance that is missing',
      { ...STUDY, sigma: [ROW, [null, 1, 1, 1], ROW, ROW] },
      'sigma[2][1] is not a finite number: null',
    ],
    [
      'a short row',
      { ...STUDY, sigma: [ROW, [0.01], ROW, ROW] },
      'sigma must have 4 rows of 4 numbers, as many as betahat (sigma[2]: 1 ≠ 4)',
    ],
    ['a row too many', { ...STUDY, sigma: [ROW, ROW, ROW, ROW, ROW] }, 'as many as betahat (5 ≠ 4)'],
    ['a position twice', { ...STUDY, prePeriodIndices: [1, 1] }, 'ascending, each once; received 1, 1, 3, 4'],
    ['a position before and after', { ...STUDY, postPeriodIndices: [2, 3, 4] }, 'received 1, 2, 2, 3, 4'],
    [
      'periods after treatment first',
      { ...STUDY, prePeriodIndices: [3, 4], postPeriodIndices: [1, 2] },
      'received 3, 4, 1, 2',
    ],
    ['a position beyond the list', { ...STUDY, postPeriodIndices: [3, 9] }, 'whole positions from 1 to 4'],
    ['positions from 0', { ...STUDY, prePeriodIndices: [0, 1] }, 'whole positions from 1 to 4'],
  ])('is refused with %s, the sentence naming the place', async (_, content, sentence) => {
    await expect(read(content)).rejects.toThrowError(sentence);
  });
});
