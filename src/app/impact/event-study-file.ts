import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type EventStudy, ImpactError, type Sentence } from '#engines/impact/index.ts';

/**
 * An event study written as HonestDiD takes it: {betahat, sigma, prePeriodIndices, postPeriodIndices}, coefficients in order of time without the
 * reference period, positions from 1; `timeVec`, the periods of the coefficients, tells whether they follow each other. A list of one may be
 * written without brackets, as R does.
 * @throws ImpactError naming what is missing, is no number, or does not match
 */
export async function readEventStudy(path: string): Promise<EventStudy> {
  const { betahat, sigma, pre, post, times } = listsOf(await readFile(resolve(path), 'utf8'));
  const size = betahat.length;
  const coefficients = betahat.map((value, place) => numberAt(value, `betahat[${place + 1}]`));
  if (sigma.length !== size) throw wrongMatrix(size, `${sigma.length} ≠ ${size}`);
  const covariance = sigma.map((row, place) => {
    const cells = listed(row);
    if (cells.length !== size) throw wrongMatrix(size, `sigma[${place + 1}]: ${cells.length} ≠ ${size}`);
    return cells.map((value, column) => numberAt(value, `sigma[${place + 1}][${column + 1}]`));
  });
  const positions = [...pre, ...post] as number[];
  const inOrder = positions.every(
    (position, k) => Number.isInteger(position) && position > (positions[k - 1] ?? 0) && position <= size,
  );
  if (!inOrder) throw wrongPositions(size, positions);
  const places = positions.map((position) => position - 1);
  return {
    coefficients: places.map((place) => coefficients[place]!),
    covariance: Float64Array.from(places.flatMap((row) => places.map((column) => covariance[row]![column]!))),
    pre: pre.length,
    post: post.length,
    base: 'universal',
    ...(times.length === size ? { times: places.map((place) => numberAt(times[place], `timeVec[${place + 1}]`)) } : {}),
  };
}

/** The lists of the file; what they hold is not checked yet. */
function listsOf(text: string) {
  let content: unknown;
  try {
    content = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    throw malformed();
  }
  const { betahat, sigma, prePeriodIndices, postPeriodIndices, timeVec } = (content ?? {}) as Record<string, unknown>;
  const all = [betahat, sigma, prePeriodIndices, postPeriodIndices];
  if (all.some((value) => value === undefined || value === null)) throw malformed();
  return {
    betahat: listed(betahat).flat(),
    sigma: listed(sigma),
    pre: listed(prePeriodIndices),
    post: listed(postPeriodIndices),
    times: listed(timeVec),
  };
}

const listed = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);

function numberAt(value: unknown, where: string): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  const shown = JSON.stringify(value);
  throw refused({
    fr: `${where} n’est pas un nombre fini\u202f: ${shown}. Retirez les périodes sans estimation.`,
    en: `${where} is not a finite number: ${shown}. Leave out the periods without an estimate.`,
  });
}

const malformed = () =>
  refused({
    fr: 'Ce JSON n’est pas une étude d’événement\u202f: il faut betahat (liste), sigma (matrice), prePeriodIndices et postPeriodIndices (rangs à partir de 1).',
    en: 'This JSON is no event study: it needs betahat (list), sigma (matrix), prePeriodIndices and postPeriodIndices (positions from 1).',
  });

const wrongMatrix = (size: number, found: string) =>
  refused({
    fr: `sigma doit compter ${size} lignes de ${size} nombres, autant que betahat (${found}).`,
    en: `sigma must have ${size} rows of ${size} numbers, as many as betahat (${found}).`,
  });

const wrongPositions = (size: number, found: readonly unknown[]) =>
  refused({
    fr: `prePeriodIndices puis postPeriodIndices doivent être des rangs entiers de 1 à ${size}, croissants, chacun une seule fois\u202f; reçu\u202f: ${found.map(String).join(', ')}.`,
    en: `prePeriodIndices, then postPeriodIndices, must be whole positions from 1 to ${size}, ascending, each once; received ${found.map(String).join(', ')}.`,
  });

const refused = (sentence: Sentence): ImpactError => new ImpactError('event-study-malformed', sentence);
