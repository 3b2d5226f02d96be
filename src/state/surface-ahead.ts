import type { Engine } from '../core/engine';
import { mayReadModel } from '../core/sql/sql-words';
import { plainRows } from '../core/plain-rows';
import type { ScriptingSurface } from './scripting-surface';

/**
 * `window.doiChieu` from the first moment on. Everything waits for the page and is its answer, except a statement without parameters that reads nothing of the
 * model: the engine answers that as soon as it is locked down. `questions` and `link` have no answer yet: [] and the address as it stands.
 */
export function surfaceAhead(engine: Engine, locked: Promise<void>, page: Promise<ScriptingSurface>): ScriptingSurface {
  let live: ScriptingSurface | null = null;
  const running = new Set<AbortController>();
  page.then(
    (surface) => (live = surface),
    () => undefined,
  );
  const ready = page.then((surface) => surface.ready);
  ready.catch(() => undefined);
  return {
    ready,
    open: async (files) => (await page).open(files),
    tables: async () => (await page).tables(),
    async sql(text, params) {
      if (live || params || mayReadModel(text)) return (await page).sql(text, params);
      await locked;
      const abort = new AbortController();
      running.add(abort);
      try {
        return plainRows(await engine.query(text, { signal: abort.signal }));
      } finally {
        running.delete(abort);
      }
    },
    questions: () => live?.questions() ?? [],
    run: async (id, params) => (await page).run(id, params),
    link: () => live?.link() ?? location.href,
    exportCsv: async (tableOrSql) => (await page).exportCsv(tableOrSql),
    cancel() {
      const had = running.size > 0;
      for (const abort of running) abort.abort();
      return [live?.cancel() ?? false, had].some(Boolean);
    },
  };
}
