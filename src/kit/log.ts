import { isatty } from 'node:tty';
import pino, { type DestinationStream, type Logger } from 'pino';
import type { LogLevel } from './config.ts';

/** `log.info({ cluster }, 'Cluster imported')`: fields first, then a sentence without figures, so that lines can be counted. */
export type Log = Logger;

const SECRET_NAME =
  /pass(?:word|wd|phrase)|mot_?de_?passe|secret|token|authorization|cookie|credential|(?:api|private)[_-]?key/i;
const HIDDEN = '…';
const DEEPEST = 6;

/** Hides the password of an address, and what one-off links and sign-in carry in theirs. */
export const hideCredentials = (text: string): string =>
  text
    .replace(/(:\/\/[^\s/:@]*):[^\s/]*@/g, `$1:${HIDDEN}@`)
    .replace(/([?&](?:token|code|key|secret|state|password)=)[^&#\s]+/gi, `$1${HIDDEN}`);

function withoutSecrets(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return hideCredentials(value);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  if (depth > DEEPEST) return HIDDEN;
  if (Array.isArray(value)) return value.map((item) => withoutSecrets(item, depth + 1));
  const entries = value instanceof Error ? errorEntries(value) : Object.entries(value);
  return Object.fromEntries(
    entries.map(([key, item]) => [
      key,
      SECRET_NAME.test(key) && item != null ? HIDDEN : withoutSecrets(item, depth + 1),
    ]),
  );
}

function errorEntries(error: Error): [string, unknown][] {
  const { name, message, stack, cause } = error;
  const known: [string, unknown][] = [
    ['type', name],
    ['message', message],
    ['stack', stack],
  ];
  if (cause !== undefined) known.push(['cause', cause]);
  return [...known, ...Object.entries(error).filter(([key]) => !['name', 'message', 'stack', 'cause'].includes(key))];
}

/** Writes log lines; given a `destination`, tests read them. */
export function openLog(options: {
  readonly level: LogLevel;
  /** Commands that print their result on the standard output log beside it, on `stderr`. */
  readonly to?: 'stdout' | 'stderr';
  readonly destination?: DestinationStream;
}): Log {
  const descriptor = options.to === 'stderr' ? 2 : 1;
  // Synchronous: the last line before a crash is the one that is wanted.
  const raw = () => pino.destination({ dest: descriptor, sync: true });
  const destination = options.destination ?? (isatty(descriptor) ? readable(raw(), !process.env.NO_COLOR) : raw());
  return pino(
    {
      level: options.level,
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      // An error is taken apart below, where its secrets are hidden; the library's own would come first.
      serializers: {
        err: (value) => value,
        msg: (message) => (typeof message === 'string' ? hideCredentials(message) : message),
      },
      formatters: {
        level: (label) => ({ level: label }),
        bindings: (bindings) => withoutSecrets(bindings) as Record<string, unknown>,
        log: (fields) => withoutSecrets(fields) as Record<string, unknown>,
      },
    },
    destination,
  );
}

/** The log of one request: each of its lines carries the same `requestId`, which the person reads on an error page. */
export const requestLog = (log: Log, requestId: string): Log => log.child({ requestId });

export const silentLog: Log = pino({ level: 'silent' });

const COLOURS: Record<string, number> = { trace: 90, debug: 90, info: 32, warn: 33, error: 31, fatal: 35 };

/** One line a person can read: `14:05:12 info Listening url=http://localhost:3000`; the stack of an error below it. */
export function readable(destination: DestinationStream, colour = false): DestinationStream {
  return { write: (line) => destination.write(readableLine(line, colour)) };
}

function readableLine(line: string, colour: boolean): string {
  const { level, time, msg, err, ...fields } = JSON.parse(line) as {
    level: string;
    time: string;
    msg?: string;
    err?: { stack?: string; message?: string };
  };
  const clock = new Date(time).toTimeString().slice(0, 8);
  const word = colour ? `\u001b[${COLOURS[level] ?? 0}m${level}\u001b[0m` : level;
  const rest = Object.entries(fields).map(
    ([key, value]) => `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  const stack = err?.stack ?? err?.message;
  return `${[clock, word, msg, ...rest].filter(Boolean).join(' ')}\n${stack ? `${stack.replace(/^/gm, '    ')}\n` : ''}`;
}
