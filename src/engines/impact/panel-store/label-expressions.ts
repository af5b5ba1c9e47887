import { isInteger, presentOf, type Source } from './source.ts';

/** Whole numbers that a double tells apart. */
const LARGEST = 2 ** 53;

/** Is the name missing? Files of numbers say so by NaN too. */
export function isNameless(name: string, source: Source): string {
  const present = presentOf(name, source);
  return isFloat(name, source) ? `(${present} is null or isnan(${present}))` : `${present} is null`;
}

/** A name as a whole number, in a double; NULL when it is missing or too long to be one. */
export const wholeOf = (name: string, source: Source): string =>
  isFloat(name, source) ? presentOf(name, source) : `cast(try_cast(${presentOf(name, source)} as bigint) as double)`;

/** Does the number say all of a name? 005520135 and 12.0 would not come back the same, and beyond 2^53 two would become one. */
export function isWhole(name: string, source: Source): string {
  if (isFloat(name, source)) return 'true';
  const present = presentOf(name, source);
  const small = `coalesce(try_cast(${present} as bigint) between -${LARGEST} and ${LARGEST}, false)`;
  return isInteger(name, source)
    ? small
    : `(${small} and cast(try_cast(${present} as bigint) as varchar) = cast(${present} as varchar))`;
}

/** A name as a text; a whole number is written without decimals, whatever its column holds. */
export function textOf(name: string, source: Source): string {
  const present = presentOf(name, source);
  if (!isFloat(name, source)) return `cast(${present} as varchar)`;
  return `case when not isnan(${present}) then coalesce(cast(case when ${present} = trunc(${present}) then try_cast(${present} as bigint) end as varchar), cast(${present} as varchar)) end`;
}

export const isFloat = (name: string, source: Source): boolean => /^(FLOAT|DOUBLE)$/.test(source.types.get(name)!);
