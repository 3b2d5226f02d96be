import { mount } from 'svelte';
import { fromPlainTable, type PlainTable } from './core/plain-table';
import { parseQuestion } from './core/question';
import type { SampleRows } from './core/sample-rows';
import { openBrowserEngine } from './engine/browser-engine';
import { loadModel } from './jobs/load-model';
import { loadSampleObservations, removeSampleObservations } from './jobs/load-sample-observations';
import { openFiles } from './jobs/open-files';
import { prepareInWorker } from './jobs/prepare-in-worker';
import { readKnowledge } from './jobs/read-knowledge';
import { scriptingSurface } from './state/scripting-surface';
import { Session } from './state/session.svelte';
import { Settings } from './state/settings.svelte';
import App from './ui/App.svelte';
import './ui/theme.css';

// The engine takes the longest; it starts before anything else.
const engine = openBrowserEngine();

const questionTexts = import.meta.glob<string>(['../queries/**/*.sql', '!../queries/model/**'], {
  query: '?raw',
  import: 'default',
  eager: true,
});
const questions = Object.entries(questionTexts).map(([path, text]) => parseQuestion(path.replace('../', ''), text));

async function fetchData(path: string): Promise<Response> {
  const response = await fetch(new URL(`data/${path}`, document.baseURI));
  if (!response.ok) throw new Error(`data/${path}: ${response.status}`);
  return response;
}

/** Texts of the model by their path in the repository, and names of the samples; one request. */
const data = fetchData('model.json').then((response) => response.json() as Promise<{ files: Record<string, string>; samples: string[] }>);
const sampleRows = fetchData('sample-observation.json').then((response) => response.json() as Promise<SampleRows>);
const prebuilt = fetchData('start.json')
  .then((response) => response.json() as Promise<PlainTable>)
  .then(fromPlainTable)
  .catch(() => null);

// Files are read off the page's thread, so that nothing freezes while they are.
const prepare = prepareInWorker(() => new Worker(new URL('./jobs/ingest-worker.ts', import.meta.url), { type: 'module' }));

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
  loadModel: async () => {
    const { files } = await data;
    await loadModel(engine, async (path) => new TextEncoder().encode(files[path]));
  },
  samples: {
    add: async () => loadSampleObservations(engine, await sampleRows),
    remove: async () => removeSampleObservations(engine, await sampleRows),
  },
  openFiles: async (files, options) => openFiles(engine, files, await readKnowledge(engine), { ...options, prepare }),
  sample: async (name) => {
    if (!(await data).samples.includes(name)) return null;
    return { name, bytes: new Uint8Array(await (await fetchData(`samples/${encodeURIComponent(name)}`)).arrayBuffer()) };
  },
  sampleNames: async () => (await data).samples,
  prebuilt,
});

Object.assign(window, { doiChieu: scriptingSurface(session) });

mount(App, { target: document.getElementById('app')!, props: { session } });

if ('serviceWorker' in navigator && import.meta.env.PROD) {
  addEventListener('load', () => void navigator.serviceWorker.register('./sw.js').catch(() => undefined));
}
