import modelUrl from './generated/model.db?url';
import modelLogUrl from './generated/model.db.wal?url';
import sampleUrl from './generated/sample-observation.txt?url';
import startUrl from './generated/start.json?url';
import { fromPlainTable, type PlainTable } from './core/plain-table';
import { packedFiles } from './core/sample-rows';
import { keepOffline } from './keep-offline';
import { openBrowserEngine } from './engine/browser-engine';
import { readerIsHere, takeFirstScreen } from './first-screen';
import { loadSampleObservations, removeSampleObservations } from './jobs/load-sample-observations';
import { restoreModel } from './jobs/restore-model';
import { savedQuestions } from './saved-questions';
import { scriptingSurface } from './state/scripting-surface';
import { Session } from './state/session.svelte';
import { Settings } from './state/settings.svelte';
import { browserTabs } from './storage/browser-tabs';

const screen = takeFirstScreen();

// Its worker is under way already (start.ts); nothing else comes before it.
const engine = openBrowserEngine();

async function fetched(url: string): Promise<Response> {
  const response = await fetch(new URL(url, document.baseURI));
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return response;
}
const bytesOf = async (response: Promise<Response>) => new Uint8Array(await (await response).arrayBuffer());

const prebuilt = fetched(startUrl)
  .then((response) => response.json() as Promise<PlainTable>)
  .then(fromPlainTable)
  .catch(() => null);
const snapshot = Promise.all([bytesOf(fetched(modelUrl)), bytesOf(fetched(modelLogUrl))]);
const sampleRows = bytesOf(fetched(sampleUrl));

const sampleNames = async () => packedFiles(await sampleRows);

function storage(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

const session = new Session({
  engine,
  questions: savedQuestions,
  settings: new Settings(storage(), { theme: matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light' }),
  address: {
    read: () => location.hash,
    base: () => location.href.replace(/#.*$/, ''),
    push: (fragment) => history.pushState(null, '', fragment),
    replace: (fragment) => history.replaceState(null, '', fragment),
    onChange: (listener) => {
      addEventListener('popstate', listener);
      addEventListener('hashchange', listener);
    },
  },
  clock: () => performance.now(),
  now: () => new Date().toISOString(),
  app: __APP_VERSION__,
  store: storage(),
  loadModel: async (samples) => {
    const [database, log] = await snapshot;
    await restoreModel(engine, { database, log }, samples ? await sampleRows : null);
  },
  samples: {
    add: async () => loadSampleObservations(engine, await sampleRows),
    remove: async () => removeSampleObservations(engine, await sampleRows),
  },
  openFiles: async (files, options) => {
    // Whoever opens files stays: readers of office files and writers of reports may be wanted next, also without a network.
    keepEverything();
    return (await import('./read-files')).readFiles(engine, files, options);
  },
  sample: async (name) =>
    (await sampleNames()).includes(name) ? { name, bytes: await bytesOf(fetched(`samples/${encodeURIComponent(name)}`)) } : null,
  sampleNames,
  shippedNotebooks: () => import('./shipped-notebooks').then((module) => module.shippedNotebooks),
  prebuilt,
  workspace: {
    store: () => import('./storage/browser-store').then(({ openBrowserStore }) => openBrowserStore(() => Date.now())),
    tabs: browserTabs(),
    newId: () => crypto.randomUUID(),
    reopen: () => {
      history.replaceState(null, '', location.href.replace(/#.*$/, ''));
      location.reload();
    },
    reload: () => location.reload(),
  },
});

Object.assign(window, { doiChieu: scriptingSurface(session) });

// The screen that the build wrote looks as the live page does, so the page comes to life when the engine has answered its first statement, which has
// both cores until then, or as soon as the reader touches it. Without such a screen (a link, a development build) it comes at once.
const answered = session.locked.then(() => engine.query('SELECT 1'));
const awaited = screen.hasChildNodes() ? Promise.race([answered, readerIsHere]) : Promise.resolve();
const page = awaited.catch(() => undefined).then(() => Promise.all([import('./show-page'), prebuilt]));
void page.then(([{ showPage }]) => showPage(session, screen));

const keepEverything = keepOffline(session.settled);
