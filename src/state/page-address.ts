import { maxFragmentLength, readLink, writeLink } from '../core/link';
import type { SharedPage } from '../core/notebook/notebook';

/** The part of the browser that holds the address; given in, so that tests can hold it instead. */
export interface AddressBar {
  /** The fragment with its '#', or ''. */
  read(): string;
  /** The address without any fragment. */
  base(): string;
  push(fragment: string): void;
  replace(fragment: string): void;
  /** Called when the reader goes back or forward, or pastes another link into the bar. */
  onChange(listener: () => void): void;
}

/**
 * Keeps the page's state in the address, so that back, forward, reload and copy all work.
 * Edits that follow one another within a second share one history entry.
 */
export class PageAddress {
  #lastPushMs = -Infinity;
  #current = '';

  constructor(
    private readonly bar: AddressBar,
    private readonly clock: () => number,
  ) {
    this.#current = bar.read().replace(/^#/, '');
  }

  /** The page in the address, or null when it holds none. @throws AppError `link-damaged`, `link-newer` */
  read(): SharedPage | null {
    return readLink(this.bar.read());
  }

  /** A full link to a page. */
  linkTo(page: SharedPage): string {
    return `${this.bar.base()}#${writeLink(page)}`;
  }

  /** @returns false for a page too large for an address: it stays out of it; its notebook can be saved as a file */
  write(page: SharedPage): boolean {
    const fragment = writeLink(page);
    if (fragment.length > maxFragmentLength) return false;
    if (fragment === this.#current) return true;
    const now = this.clock();
    const merge = now - this.#lastPushMs < 1000;
    if (merge) this.bar.replace(`#${fragment}`);
    else this.bar.push(`#${fragment}`);
    this.#lastPushMs = now;
    this.#current = fragment;
    return true;
  }

  onChange(listener: () => void): void {
    this.bar.onChange(() => {
      const fragment = this.bar.read().replace(/^#/, '');
      if (fragment === this.#current) return;
      this.#current = fragment;
      this.#lastPushMs = -Infinity;
      listener();
    });
  }
}
