/** Longer arrays, such as the pairs of a million firms, are written many elements to a line. */
const LONG = 1_000;

/**
 * A result as JSON, in pieces to be written one after the other: two spaces for each level, long arrays in lines of a thousand elements. Typed arrays are lists;
 * infinities and NaN, which have no JSON form, are null.
 */
export function* jsonPieces(value: unknown): Generator<string> {
  yield* piecesOf(value, '');
  yield '\n';
}

/** The same in one text, no longer than the language allows: half a billion signs. */
export const jsonText = (value: unknown): string => [...jsonPieces(value)].join('');

function* piecesOf(value: unknown, indent: string): Generator<string> {
  if (Array.isArray(value) && value.length > LONG) yield* longArray(value, indent);
  else if (isPlain(value) && Object.values(value).some(holdsLong)) yield* objectPieces(value, indent);
  else yield JSON.stringify(value, plainNumbers, 2).replaceAll('\n', `\n${indent}`);
}

function* objectPieces(object: Readonly<Record<string, unknown>>, indent: string): Generator<string> {
  const inner = `${indent}  `;
  let before = '{';
  for (const [name, value] of Object.entries(object)) {
    if (value === undefined) continue;
    yield `${before}\n${inner}${JSON.stringify(name)}: `;
    yield* piecesOf(value, inner);
    before = ',';
  }
  yield `\n${indent}}`;
}

function* longArray(values: readonly unknown[], indent: string): Generator<string> {
  for (let start = 0; start < values.length; start += LONG) {
    const line = JSON.stringify(values.slice(start, start + LONG), plainNumbers).slice(1, -1);
    yield `${start === 0 ? '[' : ','}\n${indent}  ${line}`;
  }
  yield `\n${indent}]`;
}

const holdsLong = (value: unknown): boolean =>
  Array.isArray(value) ? value.length > LONG : isPlain(value) && Object.values(value).some(holdsLong);

const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);

function plainNumbers(_: string, value: unknown): unknown {
  return ArrayBuffer.isView(value) ? Array.from(value as Float64Array) : value;
}
