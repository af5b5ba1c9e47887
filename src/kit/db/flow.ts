import { AsyncLocalStorage } from 'node:async_hooks';
import { type DatabaseConnection, type Driver, Kysely, type TransactionSettings } from 'kysely';
import type { Database } from './database.ts';

/** Thrown when code reaches for the store while the same flow of calls holds one of its transactions. */
export class UsedInsideTransaction extends Error {
  constructor() {
    super(
      'The store was used inside an open transaction of the same flow. ' +
        'Pass the transaction (`trx`, or `ctx.sql` of an action) down instead of `store.sql`: ' +
        'outside it the statement would not see the unsaved rows, and the embedded store, which has one session, would wait for ever.',
    );
    this.name = 'UsedInsideTransaction';
  }
}

/** Knows whether the running flow of calls is inside a transaction of one store. */
export class TransactionFlow {
  readonly #current = new AsyncLocalStorage<{ open: boolean }>();
  readonly #held = new WeakMap<DatabaseConnection, { open: boolean }>();

  refuseInside(): void {
    if (this.#current.getStore()?.open) throw new UsedInsideTransaction();
  }

  /**
   * `enterWith` reaches the rest of the synchronous stack and what it awaits. Kysely calls this after it has awaited a connection, so
   * that stack is Kysely's own and the transaction's callback: the caller of `execute` keeps its own context.
   */
  enter(connection: DatabaseConnection): void {
    const transaction = { open: true };
    this.#held.set(connection, transaction);
    this.#current.enterWith(transaction);
  }

  /** The mark is shared by everything the transaction started, so work that outlives it may use the store again. */
  leave(connection: DatabaseConnection): void {
    const transaction = this.#held.get(connection);
    if (transaction) transaction.open = false;
  }
}

/** Wraps a driver so that a connection is refused to a flow that already holds a transaction. */
export class FlowDriver implements Driver {
  readonly #inner: Driver;
  readonly #flow: TransactionFlow;

  constructor(inner: Driver, flow: TransactionFlow) {
    this.#inner = inner;
    this.#flow = flow;
  }

  init(): Promise<void> {
    return this.#inner.init();
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    this.#flow.refuseInside();
    return this.#inner.acquireConnection();
  }

  async releaseConnection(connection: DatabaseConnection): Promise<void> {
    this.#flow.leave(connection);
    await this.#inner.releaseConnection(connection);
  }

  beginTransaction(connection: DatabaseConnection, settings: TransactionSettings): Promise<void> {
    this.#flow.enter(connection);
    return this.#inner.beginTransaction(connection, settings);
  }

  commitTransaction(connection: DatabaseConnection): Promise<void> {
    return this.#inner.commitTransaction(connection);
  }

  rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    return this.#inner.rollbackTransaction(connection);
  }

  destroy(): Promise<void> {
    return this.#inner.destroy();
  }
}

/**
 * Kysely without the two doors that hold a connection outside a callback: the flow could not see them, and a forgotten one would
 * stop the embedded store. `transaction().execute(…)` remains; a savepoint is written in SQL.
 */
export class StoreKysely extends Kysely<Database> {
  override connection(): never {
    throw new Error('A store hands out no bare connection: use transaction().execute(…)');
  }

  override startTransaction(): never {
    throw new Error('A store opens no transaction without a callback: use transaction().execute(…)');
  }
}
