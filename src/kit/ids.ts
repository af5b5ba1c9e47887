declare const brand: unique symbol;

/** A readable identifier: three letters that say what it names, then twelve that sort by creation. `mbr-05q1ah7k2v9x` */
export type Id<Prefix extends string = string> = `${Prefix}-${string}` & { readonly [brand]: Prefix };

// Crockford's base 32, in lower case: no i, l, o, u, so that an id can be dictated and read back.
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const LENGTH = 12;
const ORDER_BITS = 28n;
const ORDER_LIMIT = 2 ** 28;
const EPOCH_SECONDS = Date.UTC(2000, 0, 1) / 1000;
const SECONDS_LIMIT = 2 ** 32;

interface Position {
  second: number;
  order: number;
}

/** One position per source of randomness: a seeded source gives the same ids whatever else runs beside it. */
const positions = new WeakMap<() => number, Position>();

function next(now: Date, random: () => number): Position {
  const second = Math.floor(now.getTime() / 1000) - EPOCH_SECONDS;
  const last = positions.get(random);
  // A clock set back, or an import of 50,000 rows in the same second, continues where the last id stood.
  if (last && second <= last.second) {
    if (last.order + 1 < ORDER_LIMIT) return { second: last.second, order: last.order + 1 };
    return { second: last.second + 1, order: 0 };
  }
  // The start is drawn in the lower half, so that at least 134 million ids follow within the second.
  return { second, order: Math.floor(random() * (ORDER_LIMIT / 2)) };
}

/**
 * A new id: 32 bits of seconds since 2000 (until 2136), then 28 bits that start at random each second and count up.
 * One process never gives the same id twice; two processes that create 100 objects of a kind in the same second collide with a
 * probability of about one in a million, and the primary key then refuses the second. An id is no secret: scope is checked by queries.
 */
export function newId<Prefix extends string>(prefix: Prefix, now: Date, random: () => number): Id<Prefix> {
  const position = next(now, random);
  if (!(position.second >= 0 && position.second < SECONDS_LIMIT))
    throw new RangeError(`No id can be dated ${now.toISOString()}`);
  positions.set(random, position);
  let rest = (BigInt(position.second) << ORDER_BITS) | BigInt(position.order);
  let text = '';
  for (let index = 0; index < LENGTH; index++) {
    text = ALPHABET[Number(rest & 31n)] + text;
    rest >>= 5n;
  }
  return `${prefix}-${text}` as Id<Prefix>;
}

/** The id as it is written in the store, whatever a person typed (`MBR-O5Q1…`, i and l for 1, o for 0); null when it names no such object. */
export function parseId<Prefix extends string>(prefix: Prefix, text: string): Id<Prefix> | null {
  const given = text.trim().toLowerCase();
  if (!given.startsWith(`${prefix}-`)) return null;
  const body = given
    .slice(prefix.length + 1)
    .replace(/[il]/g, '1')
    .replace(/o/g, '0');
  return body.length === LENGTH && [...body].every((letter) => ALPHABET.includes(letter))
    ? (`${prefix}-${body}` as Id<Prefix>)
    : null;
}
