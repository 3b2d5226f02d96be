import { AppError } from '../core/app-error';

/** Statements that run at the same time; further ones wait. */
const CONNECTION_LIMIT = 4;

/** The connections of one instance, by their number in the engine. `fill` opens them; one that is taken is nobody else's. */
export class ConnectionPool {
  readonly #idle: number[] = [];
  readonly #waiting = new Set<{ take(connection: number): void; fail(reason: AppError): void }>();

  constructor(private readonly open: () => Promise<number>) {}

  /**
   * A connection of one's own until it is given back. The one used last comes first, so that statements sent one after another share one.
   * @throws AppError `cancelled` when `signal` aborts while waiting
   */
  async take(signal?: AbortSignal): Promise<number> {
    const idle = this.#idle.pop();
    if (idle !== undefined) return idle;
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        this.#waiting.delete(place);
        signal?.removeEventListener('abort', abort);
      };
      const place = {
        take: (connection: number): void => {
          leave();
          resolve(connection);
        },
        fail: (reason: AppError): void => {
          leave();
          reject(reason);
        },
      };
      const abort = (): void => place.fail(new AppError('cancelled'));
      this.#waiting.add(place);
      signal?.addEventListener('abort', abort, { once: true });
    });
  }

  give(connection: number): void {
    const [first] = this.#waiting;
    if (first) first.take(connection);
    else this.#idle.push(connection);
  }

  /** Opens all that may be needed, once. */
  async fill(): Promise<void> {
    for (const connection of await Promise.all(Array.from({ length: CONNECTION_LIMIT }, this.open))) this.give(connection);
  }

  /** Turns away everybody who waits. */
  fail(reason: AppError): void {
    for (const place of [...this.#waiting]) place.fail(reason);
  }
}
