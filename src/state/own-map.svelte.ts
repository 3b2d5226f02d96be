import type { AppError } from '../core/app-error';
import type { MapFeature } from '../core/map/own-map';
import { asAppError } from './query-run.svelte';

/** A map of the reader's own: the areas of the last GeoJSON or TopoJSON file that was opened. It stays in the page and is in no link. */
export class OwnMap {
  #name = $state<string | null>(null);
  #features = $state.raw<readonly MapFeature[]>([]);
  #error = $state.raw<AppError | null>(null);

  /** The file's name; null while there is none. */
  get name(): string | null {
    return this.#name;
  }

  get features(): readonly MapFeature[] {
    return this.#features;
  }

  /** Why the last file is no map; the one before stays. */
  get error(): AppError | null {
    return this.#error;
  }

  /** True when the text is a map and was taken. */
  async open(name: string, text: string): Promise<boolean> {
    try {
      const { readMap } = await import('../core/map/read-map');
      this.#features = readMap(text);
      this.#name = name;
      this.#error = null;
      return true;
    } catch (cause) {
      this.#error = asAppError(cause);
      return false;
    }
  }
}
