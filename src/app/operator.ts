import { randomBytes, timingSafeEqual } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A secret of the data folder: whoever can read it may act at the command line, as they could on the folder itself. */
export function operatorToken(dataDir: string): string {
  const path = join(dataDir, 'keys', 'operator.token');
  if (!existsSync(path)) {
    mkdirSync(join(dataDir, 'keys'), { recursive: true, mode: 0o700 });
    writeFileSync(path, `go_${randomBytes(32).toString('base64url')}`, { mode: 0o600, flag: 'wx' });
  }
  return readFileSync(path, 'utf8').trim();
}

/** Compares in constant time; anything but `Bearer <token>` is not the operator. */
export function isOperator(authorization: string | null, token: string): boolean {
  const given = Buffer.from(authorization?.replace(/^Bearer /, '') ?? '');
  const expected = Buffer.from(token);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
