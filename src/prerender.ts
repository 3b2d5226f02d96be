import { render } from 'svelte/server';
import type { Language } from './core/language';
import { fromPlainTable, type PlainTable } from './core/plain-table';
import { DuckDBEngine } from './engine/duckdb-engine';
import { savedQuestions } from './saved-questions';
import { Session } from './state/session.svelte';
import { Settings } from './state/settings.svelte';
import App from './ui/App.svelte';

const never = new Promise<never>(() => undefined);

/**
 * The page as it stands before anything has run, with the start question's result in it: the body's HTML, for the build to put into
 * index.html (build/write-first-screen.ts). Runs in node, over the components and the state of the page itself, with an engine that never starts.
 */
export async function firstScreen(start: PlainTable, language: Language): Promise<string> {
  const settings = new Settings(null, { theme: 'light' });
  settings.useLanguage(language);
  const session = new Session({
    engine: new DuckDBEngine(() => never),
    questions: savedQuestions,
    settings,
    address: { read: () => '', base: () => '', push: () => undefined, replace: () => undefined, onChange: () => undefined },
    clock: () => 0,
    now: () => '',
    app: '',
    store: null,
    loadModel: () => never,
    samples: { add: () => never, remove: () => never },
    openFiles: () => never,
    sample: () => never,
    sampleNames: () => never,
    shippedNotebooks: () => never,
    prebuilt: Promise.resolve(fromPlainTable(start)),
    workspace: {
      store: () => Promise.resolve(null),
      isKept: () => Promise.resolve(false),
      tabs: { hold: () => never, waitFor: () => never, post: () => undefined, onMessage: () => undefined },
      newId: () => '',
      reopen: () => undefined,
      reload: () => undefined,
    },
  });
  const shown = () => session.notebook.queryCells.some((cell) => cell.run.table !== null);
  for (let turn = 0; turn < 100 && !shown(); turn++) await new Promise((resolve) => setTimeout(resolve));
  if (!shown()) throw new Error('the start page shows no result');
  return render(App, { props: { session } }).body;
}
