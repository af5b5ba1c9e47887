import type { Context } from 'hono';
import type { Config } from '../config.ts';

/**
 * The network address of whoever asks: that of the connection or, behind a proxy that the operator vouches for, the last one of
 * `X-Forwarded-For`, which that proxy wrote itself. Null when there is no connection, as in tests.
 */
export function visitorAddress(c: Context, config: Config): string | null {
  const forwarded = config.trustProxy ? c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined;
  const { incoming } = (c.env ?? {}) as { incoming?: { socket?: { remoteAddress?: string } } };
  return forwarded || incoming?.socket?.remoteAddress || null;
}
