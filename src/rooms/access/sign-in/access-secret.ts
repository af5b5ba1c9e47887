import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const known = new Map<string, string>();

/**
 * The key that signs session cookies, made at first start in the data folder. Processes that serve the same store share it
 * (`keys/access.secret`). Losing it signs everybody out, and second factors then open with recovery codes only, since it seals their keys.
 */
export function accessSecret(dataDir: string): string {
  const secret = known.get(dataDir) ?? readOrMake(dataDir);
  known.set(dataDir, secret);
  return secret;
}

function readOrMake(dataDir: string): string {
  const path = join(dataDir, 'keys', 'access.secret');
  mkdirSync(join(dataDir, 'keys'), { recursive: true, mode: 0o700 });
  try {
    writeFileSync(path, randomBytes(48).toString('base64url'), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    // Made before, or by another process at this very moment.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readFileSync(path, 'utf8').trim();
}
