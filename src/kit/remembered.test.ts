import { beforeAll, describe, expect, it } from 'vitest';
import type { Store } from './db/database.ts';
import { appendJournal } from './journal.ts';
import { callerUntilNextAct, untilNextAct } from './remembered.ts';
import { eachStore } from './testing/store.ts';

const act = {
  at: new Date('2014-09-15T10:00:00Z'),
  actorId: 'system:essai',
  actorName: 'Essai',
  onBehalfOf: null,
  action: 'essai.doSomething',
  objectKind: 'thing',
  objectId: 'one',
  reason: null,
  before: null,
  after: null,
  requestId: null,
};

describe.each(eachStore)('an answer that is the same for everybody, on the $name store', ({ open }) => {
  let store: Store;
  beforeAll(async () => {
    store = await open();
  });

  it('is read once until something is done, and again after the act', async () => {
    let readings = 0;
    const ask = () => untilNextAct(store, 'figures', async () => ++readings);
    expect([await ask(), await ask()]).toEqual([1, 1]);
    await store.sql.transaction().execute((trx) => appendJournal(trx, act));
    expect([await ask(), await ask()]).toEqual([2, 2]);
  });

  it('is not kept when the reading failed', async () => {
    let readings = 0;
    const ask = () =>
      untilNextAct(store, 'failing', async () => {
        readings += 1;
        if (readings === 1) throw new Error('once');
        return readings;
      });
    await expect(ask()).rejects.toThrow('once');
    expect(await ask()).toBe(2);
  });

  it('holds about a caller until an act, its own end or a minute, where no other process can act', async () => {
    let readings = 0;
    let now = new Date('2014-09-15T10:00:00Z');
    const later = (seconds: number) => new Date(now.getTime() + seconds * 1000);
    const ask = (key: string, goodUntil: Date) =>
      callerUntilNextAct(store, key, now, async () => ({ who: ++readings, goodUntil }));
    const lasting = later(3_600);
    const [first, second] = [await ask('one', lasting), await ask('one', lasting)];
    expect([first, second]).toEqual(store.kind === 'embedded' ? [1, 1] : [1, 2]);
    const read = readings;
    await store.sql.transaction().execute((trx) => appendJournal(trx, act));
    expect(await ask('one', lasting)).toBe(read + 1);
    now = later(60);
    expect(await ask('one', lasting)).toBe(read + 2);
    expect(await ask('two', later(10))).toBe(read + 3);
    now = later(10);
    expect(await ask('two', lasting)).toBe(read + 4);
    expect(await callerUntilNextAct(store, 'nobody', now, async () => null)).toBeNull();
  });

  it('is given from memory while an act holds the embedded store, and anew once it is done', async () => {
    const figures = () => untilNextAct(store, 'held', async () => (await store.query('select 1')).rows.length);
    await figures();
    const { promise: held, resolve: release } = Promise.withResolvers<void>();
    const transaction = store.sql.transaction().execute(async (trx) => {
      await held;
      await appendJournal(trx, act);
    });
    expect(await figures()).toBe(1);
    release();
    await transaction;
    expect(await figures()).toBe(1);
  });
});
