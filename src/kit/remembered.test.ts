import { beforeAll, describe, expect, it } from 'vitest';
import type { Store } from './db/database.ts';
import { appendJournal } from './journal.ts';
import { untilNextAct } from './remembered.ts';
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
});
