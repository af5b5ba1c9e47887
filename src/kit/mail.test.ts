import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { parseConfig } from './config.ts';
import type { Services } from './context.ts';
import type { Store } from './db/database.ts';
import { type Jobs, startJobs } from './jobs.ts';
import { silentLog } from './log.ts';
import { latestMails, type Mail, outboxMail, queueMail, requeueMail, sendMailJob, smtpTransport } from './mail.ts';
import { eventually } from './testing/eventually.ts';
import { eachStore } from './testing/store.ts';

/** The least of a mail server, on this machine: takes every message, but for what `answer` decides. */
class Mailbox {
  readonly received: string[] = [];
  /** The server's word on a recipient. */
  answer: (recipient: string) => string = () => '250 ok';
  /** Hangs up after this many messages were taken, before saying so. */
  hangUps = 0;
  readonly #server = createServer((socket) => this.#converse(socket));

  async open(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return `smtp://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.#server.close();
  }

  #converse(socket: Socket): void {
    let inMessage = false;
    let heard = '';
    socket.on('error', () => {});
    socket.setEncoding('utf8').write('220 test\r\n');
    socket.on('data', (text: string) => {
      heard += text;
      for (
        let end = heard.indexOf(inMessage ? '\r\n.\r\n' : '\r\n');
        end >= 0;
        end = heard.indexOf(inMessage ? '\r\n.\r\n' : '\r\n')
      ) {
        const said = heard.slice(0, end);
        heard = heard.slice(end + (inMessage ? 5 : 2));
        if (inMessage) {
          inMessage = false;
          this.received.push(said);
          if (this.hangUps-- > 0) return void socket.destroy();
          socket.write('250 taken\r\n');
        } else if (said === 'DATA') {
          inMessage = true;
          socket.write('354 go on\r\n');
        } else if (said.startsWith('RCPT TO:')) socket.write(`${this.answer(said.slice(9, -1))}\r\n`);
        else if (said === 'QUIT') socket.end('221 bye\r\n');
        else socket.write('250 ok\r\n');
      }
    });
  }
}

const mail: Mail = {
  to: 'marie@exemple.fr',
  subject: 'Votre déclaration\r\nBcc: x@y.fr',
  text: 'Bonjour,\n\nLa déclaration 2014 est ouverte.\n',
};

describe.each(eachStore)('on the $name store', ({ open }) => {
  let store: Store;
  let services: Services;
  let now: Date;
  let mailbox: Mailbox;
  let url: string;
  let worker: Jobs | undefined;

  beforeAll(async () => {
    store = await open();
  });
  beforeEach(async () => {
    await store.exec('delete from kit.job; delete from kit.outbox');
    now = new Date('2013-07-01T10:00:00Z');
    mailbox = new Mailbox();
    url = await mailbox.open();
    const config = parseConfig({ GRAPPE_URL: 'https://grappe.exemple.fr', SMTP_URL: url });
    services = { config, store, clock: { now: () => now }, random: Math.random, log: silentLog };
  });
  afterEach(async () => {
    await worker?.stop();
    mailbox.close();
  });
  afterAll(() => store.close());

  const ctx = () => ({ now, newId: (prefix: string) => `${prefix}-${Math.random().toString(36).slice(2)}` });
  const queue = (given: Mail) => store.sql.transaction().execute((trx) => queueMail(trx, given, ctx()));
  const work = async (...options: Parameters<typeof sendMailJob>) => {
    worker = await startJobs(services, [sendMailJob(...options)], { poll: 20 });
  };
  const settles = (id: string, as: object) =>
    eventually(async () => expect(await outboxMail(store.sql, id)).toMatchObject(as));

  test('A message leaves through the mail server once its transaction has committed, in one line of subject and to one person', async () => {
    await work(smtpTransport(url));
    await expect(
      store.sql.transaction().execute(async (trx) => {
        await queueMail(trx, { ...mail, to: 'nobody@exemple.fr' }, ctx());
        throw new Error('undo');
      }),
    ).rejects.toThrow('undo');
    const id = await queue(mail);
    await settles(id, { state: 'sent', attempts: 1, settledAt: now, lastError: null });
    expect(mailbox.received).toHaveLength(1);
    const [received = ''] = mailbox.received;
    expect(received).toContain(`Message-ID: <${id}@grappe.exemple.fr>`);
    expect(received).toContain('To: marie@exemple.fr');
    expect(received).toContain('From: Grappe <ne-pas-repondre@grappe.exemple.fr>');
    expect(received).toContain('Auto-Submitted: auto-generated');
    expect(received).not.toMatch(/^Bcc:/m);
  });

  test('Without a mail server a message is kept, readable, and can be sent later', async () => {
    await work(null);
    const id = await queue(mail);
    await settles(id, { state: 'kept', attempts: 0, subject: 'Votre déclaration Bcc: x@y.fr', text: mail.text });
    await worker!.stop();
    await store.sql.transaction().execute(async (trx) => expect(await requeueMail(trx, id, ctx())).toBe(true));
    await work(smtpTransport(url));
    await settles(id, { state: 'sent' });
    await store.sql.transaction().execute(async (trx) => expect(await requeueMail(trx, id, ctx())).toBe(false));
  });

  test('A reminder looks at the state again before it leaves, and is withdrawn when nobody is late any more', async () => {
    let late = true;
    const reminder = { ...mail, stillNeeded: { check: 'campaigns.isStillDue', about: { return: 'ret-1' } } };
    await work(smtpTransport(url), {
      'campaigns.isStillDue': async (_sql, about) => late && (about as { return: string }).return === 'ret-1',
    });
    const first = await queue(reminder);
    await settles(first, { state: 'sent' });
    late = false;
    const second = await queue(reminder);
    await settles(second, { state: 'withdrawn', attempts: 0 });
    const unknown = await queue({ ...reminder, stillNeeded: { check: 'toString', about: null } });
    await settles(unknown, { state: 'queued', attempts: 0, lastError: expect.stringContaining('toString') });
    expect(mailbox.received).toHaveLength(1);
  });

  test('A message cut off in between is sent again under the same Message-ID, so that a receiver can tell', async () => {
    mailbox.hangUps = 1;
    await work(smtpTransport(url));
    const id = await queue(mail);
    await settles(id, { state: 'queued', attempts: 1, lastError: expect.any(String) });
    now = new Date(now.getTime() + 11_000);
    await settles(id, { state: 'sent', attempts: 2, lastError: null });
    const ids = mailbox.received.map((received) => /^Message-ID: (.*)$/m.exec(received)?.[1]?.trim());
    expect(ids).toEqual([`<${id}@grappe.exemple.fr>`, `<${id}@grappe.exemple.fr>`]);
  });

  test('An address that does not exist fails at once; a server that is busy is asked again, and at last given up', async () => {
    mailbox.answer = (recipient) => (recipient.startsWith('gone') ? '550 no such user' : '451 try later');
    await work(smtpTransport(url));
    const gone = await queue({ ...mail, to: 'gone@exemple.fr' });
    await settles(gone, { state: 'failed', attempts: 1, lastError: expect.stringContaining('550') });
    const busy = await queue(mail);
    for (let attempt = 1; attempt < 8; attempt++) {
      await settles(busy, { state: 'queued', attempts: attempt });
      now = new Date(now.getTime() + 7 * 3_600_000);
    }
    await settles(busy, { state: 'failed', attempts: 8, lastError: expect.stringContaining('451') });
  });

  test('The outbox is read the latest first, by state and by words, page after page', async () => {
    const ids: string[] = [];
    for (const subject of ['Éclairage', 'Rappel', 'Reçu']) {
      ids.unshift(await queue({ ...mail, subject }));
      now = new Date(now.getTime() + 1_000);
    }
    const found = async (...[filter, size = 10]: [Parameters<typeof latestMails>[1], number?]) =>
      (await latestMails(store.sql, filter, size)).map(({ id }) => id);
    expect(await found({})).toEqual(ids);
    expect(await found({ text: 'eclair' })).toEqual([ids[2]]);
    expect(await found({ text: 'MARIE@', state: 'queued' })).toEqual(ids);
    expect(await found({ state: 'sent' })).toEqual([]);
    const [first] = await latestMails(store.sql, {}, 1);
    expect(await found({ before: first! }, 1)).toEqual([ids[1]]);
  });
});
