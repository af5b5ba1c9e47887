import * as z from 'zod';

/** Long rather than complicated (CNIL, ANSSI): no forced digit nor symbol. */
export const MIN_PASSWORD = 12;
export const MAX_PASSWORD = 128;

/** Blanks at both ends are dropped at every door, so that a pasted line end does not lock anyone out. */
export const newPassword = z.string().trim().min(MIN_PASSWORD).max(MAX_PASSWORD);
/** A password to check: its length is not told. */
export const givenPassword = z.string().trim().min(1).max(1_000);

/** A password that a stranger would try first: a few characters repeated, or the person's own name or address. */
export function isTooSimple(password: string, person: { readonly name: string; readonly email: string }): boolean {
  const plain = password.toLowerCase();
  if (new Set(plain).size < 5) return true;
  const own = [person.email, person.email.split('@')[0]!, ...person.name.split(/\s+/)].map((word) =>
    word.toLowerCase(),
  );
  const rest = own.filter((word) => word.length > 3).reduce((left, word) => left.replaceAll(word, ''), plain);
  return rest.length < MIN_PASSWORD / 2;
}

/** Loaded at first use: the library behind takes a tenth of a second to read, which most starts of the product do not need. */
const library = () => import('better-auth/crypto');

/** scrypt, salted: about 0.1 s of one core, outside the thread that answers. */
export const hashPassword = async (password: string): Promise<string> => (await library()).hashPassword(password);

export const matchesPassword = async (password: string, hash: string): Promise<boolean> =>
  (await library()).verifyPassword({ hash, password });

const hashes = new Map<string, Promise<string>>();

/** The digest of a password that is no secret, made once. */
export function sharedHash(password: string): Promise<string> {
  const hash = hashes.get(password) ?? hashPassword(password);
  hashes.set(password, hash);
  return hash;
}
