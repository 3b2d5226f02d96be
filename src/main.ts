import { mount } from 'svelte';
import modelUrl from './generated/model.db?url';
import modelLogUrl from './generated/model.db.wal?url';
import sampleUrl from './generated/sample-observation.txt?url';
import startUrl from './generated/start.json?url';
import { fromPlainTable, type PlainTable } from './core/plain-table';
import { parseQuestion } from './core/question';
import { packedFiles } from './core/sample-rows';
import { openBrowserEngine } from './engine/browser-engine';
import { loadSampleObservations, removeSampleObservations } from './jobs/load-sample-observations';
import { openFiles } from './jobs/open-files';
import { readingWorker } from './jobs/reading-worker';
import { readKnowledge } from './jobs/read-knowledge';
import { restoreModel } from './jobs/restore-model';
import { scriptingSurface } from './state/scripting-surface';
import { Session } from './state/session.svelte';
import { Settings } from './state/settings.svelte';
import { browserTabs } from './storage/browser-tabs';
import App from './ui/App.svelte';

// Its worker is under way already (start.ts); nothing else comes before it.
const engine = openBrowserEngine();

const questionTexts = import.meta.glob<string>(['../queries/**/*.sql', '!../queries/model/**'], {
  query: '?raw',
  import: 'default',
  eager: true,
});
const questions = Object.entries(questionTexts).map(([path, text]) => parseQuestion(path.replace('../', ''), text));

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
const sampleRows = fetched(sampleUrl).then((response) => response.text());

// Files are read off the page's thread, so that nothing freezes while they are.
const reading = readingWorker(() => new Worker(new URL('./jobs/ingest-worker.ts', import.meta.url), { type: 'module' }));

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
  questions,
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
  openFiles: async (files, options) =>
    openFiles(engine, files, await readKnowledge(engine), { ...options, prepare: reading.prepare, columns: reading.columns }),
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

// With the start page's result in hand the page is laid out once instead of twice; it was asked for together with this code.
void prebuilt.then(() => mount(App, { target: document.getElementById('app')!, props: { session } }));

// Keeping the site for offline use can wait until the first result is confirmed; it would take a core from the engine.
if ('serviceWorker' in navigator && import.meta.env.PROD) {
  // A page that was already controlled is no first visit: what that left out may come now.
  const returning = navigator.serviceWorker.controller;
  const register = () => navigator.serviceWorker.register('./sw.js').catch(() => undefined);
  void session.settled.then(register, register).then(() => returning?.postMessage('keep-later'));
}
