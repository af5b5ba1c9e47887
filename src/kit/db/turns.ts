/** Thrown to whoever waited too long for the single session. */
export class WaitedTooLong extends Error {
  constructor(milliseconds: number) {
    super(
      `The embedded store was busy for ${milliseconds / 1000} s with one transaction. ` +
        'Either a very long one is running, or code waits for the store while holding it.',
    );
    this.name = 'WaitedTooLong';
  }
}

/** First come, first served access to something that serves one at a time. */
export class Turns {
  readonly #patience: number;
  #busy = false;
  readonly #waiting: (() => void)[] = [];

  /** @param patience milliseconds that a caller waits before it is refused. */
  constructor(patience: number) {
    this.#patience = patience;
  }

  /** Resolves to the function that ends the turn. */
  async take(): Promise<() => void> {
    if (this.#busy) await this.#wait();
    this.#busy = true;
    let ended = false;
    return () => {
      if (ended) return;
      ended = true;
      const next = this.#waiting.shift();
      // Stays busy when someone waits: whoever arrives in between queues behind.
      if (next) next();
      else this.#busy = false;
    };
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    const end = await this.take();
    try {
      return await work();
    } finally {
      end();
    }
  }

  #wait(): Promise<void> {
    return new Promise((served, refused) => {
      const called = () => {
        clearTimeout(patience);
        served();
      };
      const patience = setTimeout(() => {
        this.#waiting.splice(this.#waiting.indexOf(called), 1);
        refused(new WaitedTooLong(this.#patience));
      }, this.#patience);
      this.#waiting.push(called);
    });
  }
}
