import type { Say } from '#kit/say.ts';

declare const sirenBrand: unique symbol;
declare const siretBrand: unique symbol;

/** Nine digits with a right key: a legal unit in the Sirene register. */
export type Siren = string & { readonly [sirenBrand]: true };
/** Fourteen digits with a right key: an establishment, its first nine digits being the SIREN of its legal unit. */
export type Siret = string & { readonly [siretBrand]: true };

/** Why a number was refused: another character than a digit, not the right count of digits, or a key that does not fit. */
export type NumberFault = 'digits' | 'length' | 'key';

export type SirenCheck =
  | { readonly ok: true; readonly siren: Siren }
  | { readonly ok: false; readonly reason: NumberFault };
export type SiretCheck =
  | { readonly ok: true; readonly siret: Siret; readonly siren: Siren }
  | { readonly ok: false; readonly reason: NumberFault };

export const SIREN_DIGITS = 9;
export const SIRET_DIGITS = 14;

/**
 * La Poste has one SIREN for more establishments than the ordinary key allows: Insee numbers them so that the sum of the
 * fourteen digits is a multiple of five. Its head office (356 000 000 00048) keeps the ordinary key.
 */
const LA_POSTE_SIREN = '356000000';

const separators = /[\s.\u200b\u2060\ufeff-]/g;

/** What people type, without spaces (of any width), dots and hyphens: « 443 061 841 » gives `443061841`. */
export const bareNumber = (typed: string): string => typed.replace(separators, '');

/** The Luhn sum: from the right, every second digit counts double, and a two-digit double counts as its digits. */
function luhnSum(digits: string): number {
  let sum = 0;
  for (let fromRight = 0; fromRight < digits.length; fromRight++) {
    const digit = digits.charCodeAt(digits.length - 1 - fromRight) - 48;
    const counted = fromRight % 2 === 0 ? digit : digit * 2;
    sum += counted > 9 ? counted - 9 : counted;
  }
  return sum;
}

const hasLuhnKey = (digits: string): boolean => luhnSum(digits) % 10 === 0;

/** The digit that completes `digits` into a number with a right key. */
const luhnKey = (digits: string): string => String((10 - (luhnSum(`${digits}0`) % 10)) % 10);

const digitSum = (digits: string): number => [...digits].reduce((sum, digit) => sum + Number(digit), 0);

function shapeFault(bare: string, digits: number): NumberFault | null {
  if (!/^[0-9]*$/.test(bare)) return 'digits';
  return bare.length === digits ? null : 'length';
}

/** Reads a SIREN as typed or as found in a file (R57). */
export function parseSiren(typed: string): SirenCheck {
  const bare = bareNumber(typed);
  const reason = shapeFault(bare, SIREN_DIGITS) ?? (hasLuhnKey(bare) ? null : 'key');
  return reason ? { ok: false, reason } : { ok: true, siren: bare as Siren };
}

/**
 * Reads a SIRET as typed or as found in a file (R57). Both halves are checked: the SIREN has its own key, so a SIRET
 * whose total happens to fit around a wrong SIREN is refused.
 */
export function parseSiret(typed: string): SiretCheck {
  const bare = bareNumber(typed);
  const reason = shapeFault(bare, SIRET_DIGITS);
  if (reason) return { ok: false, reason };
  const siren = bare.slice(0, SIREN_DIGITS);
  const keyed = hasLuhnKey(bare) || (siren === LA_POSTE_SIREN && digitSum(bare) % 5 === 0);
  if (!keyed || !hasLuhnKey(siren)) return { ok: false, reason: 'key' };
  return { ok: true, siret: bare as Siret, siren: siren as Siren };
}

export const isSiren = (text: string): text is Siren => parseSiren(text).ok && text.length === SIREN_DIGITS;
export const isSiret = (text: string): text is Siret => parseSiret(text).ok && text.length === SIRET_DIGITS;

/** The legal unit of an establishment. */
export const sirenOf = (siret: Siret): Siren => siret.slice(0, SIREN_DIGITS) as Siren;

const NARROW_SPACE = '\u202f';
const inThrees = (digits: string): string => digits.replace(/(?<=\d)(?=(?:\d{3})+$)/g, NARROW_SPACE);

/** For reading: « 443 061 841 », the groups held together by narrow no-break spaces. */
export const formatSiren = (siren: string): string => inThrees(siren);

/** For reading: « 443 061 841 00047 », the establishment's own number last. */
export const formatSiret = (siret: string): string =>
  `${inThrees(siret.slice(0, SIREN_DIGITS))}${NARROW_SPACE}${siret.slice(SIREN_DIGITS)}`;

/** What to tell the person whose SIREN was refused. */
export const sirenRefusals: Readonly<Record<NumberFault, Say>> = {
  digits: {
    fr: 'Un numéro SIREN ne contient que des chiffres. Retirez les lettres et les signes.',
    en: 'A SIREN number contains digits only. Remove letters and signs.',
  },
  length: {
    fr: 'Un numéro SIREN compte 9 chiffres. Vérifiez qu’il n’en manque pas : un tableur efface souvent les zéros du début.',
    en: 'A SIREN number has 9 digits. Check that none is missing: spreadsheets often drop leading zeros.',
  },
  key: {
    fr: 'La clé de ce numéro SIREN est fausse : un chiffre au moins a été mal saisi. Comparez avec l’avis de situation de l’organisme.',
    en: 'The check digit of this SIREN number is wrong: at least one digit was mistyped. Compare with the registration notice.',
  },
};

/** What to tell the person whose SIRET was refused. */
export const siretRefusals: Readonly<Record<NumberFault, Say>> = {
  digits: {
    fr: 'Un numéro SIRET ne contient que des chiffres. Retirez les lettres et les signes.',
    en: 'A SIRET number contains digits only. Remove letters and signs.',
  },
  length: {
    fr: 'Un numéro SIRET compte 14 chiffres : les 9 du SIREN, puis 5 pour l’établissement. Un tableur efface souvent les zéros du début.',
    en: 'A SIRET number has 14 digits: the 9 of the SIREN, then 5 for the establishment. Spreadsheets often drop leading zeros.',
  },
  key: {
    fr: 'La clé de ce numéro SIRET est fausse : un chiffre au moins a été mal saisi. Comparez avec l’avis de situation de l’établissement.',
    en: 'The check digit of this SIRET number is wrong: at least one digit was mistyped. Compare with the registration notice.',
  },
};

/**
 * The range of invented organisations: SIREN from 002 000 000 to 004 999 999.
 *
 * Insee never set numbers aside for tests, so the range is one where the register holds nobody. Its stock file is sorted,
 * and opens with 000 325 175, 001 807 254, 005 410 220: no legal unit stands in between, and none will, since Insee
 * gives numbers in rising order far above (the 9xx, then the 1xx). The prefix `000` is not free: a trader holds
 * 000 325 175, and the all-zero number is found as a filler in several public files. This is an observation of the
 * published register, not a promise by Insee: an import of real data that meets the range must refuse the row.
 */
export const SYNTHETIC_SIREN_FIRST = '002000000';
export const SYNTHETIC_SIREN_LAST = '004999999';
const SYNTHETIC_FIRST_ORDER = 200_000;

/** How many key-valid numbers the range holds: one for each of its 300,000 first eight digits. */
export const SYNTHETIC_SIREN_COUNT = 300_000;

/** Does this SIREN, or the SIREN of this SIRET, stand in the range of invented organisations? */
export function isSyntheticSiren(number: string): boolean {
  const siren = number.slice(0, SIREN_DIGITS);
  return siren.length === SIREN_DIGITS && siren >= SYNTHETIC_SIREN_FIRST && siren <= SYNTHETIC_SIREN_LAST;
}

/** The n-th invented SIREN, from 0 to 299,999: always the same, each different, each with a right key. */
export function syntheticSiren(n: number): Siren {
  if (!Number.isInteger(n) || n < 0 || n >= SYNTHETIC_SIREN_COUNT) {
    throw new RangeError(`There are ${SYNTHETIC_SIREN_COUNT} synthetic SIREN numbers, from 0: ${n} is none of them`);
  }
  const order = String(SYNTHETIC_FIRST_ORDER + n).padStart(SIREN_DIGITS - 1, '0');
  return `${order}${luhnKey(order)}` as Siren;
}

/** The n-th establishment of an invented organisation, from 1 (the first head office) to 9,999. */
export function syntheticSiret(siren: Siren, n = 1): Siret {
  if (!isSyntheticSiren(siren)) throw new RangeError(`${siren} is not in the synthetic range`);
  if (!Number.isInteger(n) || n < 1 || n > 9_999)
    throw new RangeError(`An establishment is numbered 1 to 9999, not ${n}`);
  const order = `${siren}${String(n).padStart(4, '0')}`;
  return `${order}${luhnKey(order)}` as Siret;
}
