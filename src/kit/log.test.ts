import { expect, test } from 'vitest';
import { openLog, readable, requestLog } from './log.ts';

function written() {
  const lines: string[] = [];
  return { lines, destination: { write: (line: string) => void lines.push(line) } };
}

test('A log line is one JSON object with its time, level and request, and no secret at any depth', () => {
  const { lines, destination } = written();
  const log = requestLog(openLog({ level: 'info', destination }), 'req-1');
  const failure = new Error('Cannot reach postgres://grappe:hunter2@db/grappe', { cause: { password: 'hunter2' } });
  log.info(
    { user: { email: 'a@b.fr', newPassword: 'hunter2' }, headers: { Cookie: 'hunter2', accept: '*/*' } },
    'Signed in',
  );
  log.error({ err: Object.assign(failure, { code: 'ECONNREFUSED' }) }, 'Opening https://x.fr/act?token=hunter2&x=1');
  log.error(new Error('smtp://me:hunter2@mail'));
  log.debug('not at this level');
  expect(lines.join('')).not.toContain('hunter2');
  const [first, second] = lines.map((line) => JSON.parse(line));
  expect(first).toMatchObject({
    level: 'info',
    requestId: 'req-1',
    msg: 'Signed in',
    user: { email: 'a@b.fr', newPassword: '…' },
  });
  expect(first.headers.accept).toBe('*/*');
  expect(new Date(first.time).getTime()).toBeGreaterThan(0);
  expect(second.err).toMatchObject({
    type: 'Error',
    code: 'ECONNREFUSED',
    message: 'Cannot reach postgres://grappe:…@db/grappe',
  });
  expect(second.msg).toBe('Opening https://x.fr/act?token=…&x=1');
  expect(lines).toHaveLength(3);
});

test('In a terminal a log line reads in one glance, with the stack of an error below it', () => {
  const { lines, destination } = written();
  const log = openLog({ level: 'info', destination: readable(destination) });
  log.info({ url: 'http://localhost:3000', ms: 12 }, 'Listening');
  log.error({ err: new Error('No more room') }, 'Import stopped');
  expect(lines[0]).toMatch(/^\d\d:\d\d:\d\d info Listening url=http:\/\/localhost:3000 ms=12\n$/);
  expect(lines[1]).toMatch(/^\d\d:\d\d:\d\d error Import stopped\n {4}Error: No more room\n {8}at /);
});
