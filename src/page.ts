import { hydrate, mount } from 'svelte';
import modelUrl from './generated/model.db?url';
import modelLogUrl from './generated/model.db.wal?url';
import sampleUrl from './generated/sample-observation.txt?url';
import startUrl from './generated/start.json?url';
import { AppError } from './core/app-error';
import { fromBase64 } from './core/base64';
import type { Engine } from './core/engine';
import { ownFileId } from './core/own-file';
import { fromPlainTable, type PlainTable } from './core/plain-table';
import { packedFiles } from './core/sample-rows';
import type { SourceFile } from './ingest/source-file';
import { giveBack, isEmbedded } from './first-screen';
import { loadSampleObservations, removeSampleObservations } from './jobs/load-sample-observations';
import { restoreModel } from './jobs/restore-model';
import { keepOffline } from './keep-offline';
import { savedQuestions } from './saved-questions';
import { scriptingSurface, type ScriptingSurface } from './state/scripting-surface';
import { Session } from './state/session.svelte';
import { Settings } from './state/settings.svelte';
import { isAnythingKept } from './storage/anything-kept';
import { browserTabs } from './storage/browser-tabs';
import App from './ui/App.svelte';

/**
 * The page over an engine that is under way: its session, and the document brought to life. Takes over the screen that the build wrote, or draws it
 * where there is none.
 * @returns what scripts may do with it
 */
export function openPage(engine: Engine, screen: HTMLElement): ScriptingSurface {
  const snapshot = Promise.all([bytesOf(modelUrl), bytesOf(modelLogUrl)]);
  const sampleRows = bytesOf(sampleUrl);
  for (const awaited of [snapshot, sampleRows]) awaited.catch(() => undefined);
  const prebuilt = fetched(startUrl)
    .then((response) => response.json() as Promise<PlainTable>)
    .then(fromPlainTable)
    .catch(() => null);
  const sampleNames = async () => packedFiles(await sampleRows);

  const embedded = isEmbedded();
  const own = ownFile();
  /** In a frame, and in a single file with data of its own, nothing is kept and the address says nothing. */
  const silent = embedded || own !== null;
  const session = new Session({
    engine,
    questions: savedQuestions,
    settings: new Settings(embedded ? null : storage(), { theme: matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light' }),
    address: {
      read: () => location.hash,
      base: () => location.href.replace(embedded ? /[?#].*$/ : /#.*$/, ''),
      // In a frame they would stand among the steps of the page around it.
      push: (fragment) => void (silent || history.pushState(null, '', fragment)),
      replace: (fragment) => void (silent || history.replaceState(null, '', fragment)),
      onChange: (listener) => {
        addEventListener('popstate', listener);
        addEventListener('hashchange', listener);
      },
    },
    clock: () => performance.now(),
    now: () => new Date().toISOString(),
    app: __APP_VERSION__,
    store: embedded ? null : storage(),
    embedded,
    loadModel: async (samples) => {
      const [database, log] = await snapshot;
      await restoreModel(engine, { database, log }, samples ? await sampleRows : null);
    },
    samples: {
      add: async () => loadSampleObservations(engine, await sampleRows),
      remove: async () => removeSampleObservations(engine, await sampleRows),
    },
    openFiles: async (files, options) => {
      try {
        return await (await reader()).readFiles(engine, files, { ...options, reader: __READER_VERSION__ });
      } finally {
        // Whoever opens files stays: readers of office files and writers of reports may be wanted next, also without a network.
        keepEverything();
      }
    },
    // What fails here is told when they are opened.
    expectFiles: () => void reader().catch(() => undefined),
    ...(silent
      ? {}
      : {
          keptTables: {
            idle: async () => void (await idle()),
            show: async (kept, recipes) => (await reader()).showKept(engine, kept, recipes, __READER_VERSION__),
            write: async (source, { results, recipes, again }) => {
              const [{ keepTables }, [emptyDatabase]] = await Promise.all([import('./jobs/keep-tables'), snapshot]);
              return keepTables(engine, source, results, { recipes, again, emptyDatabase, reader: __READER_VERSION__ });
            },
          },
        }),
    sample: async (name) =>
      (await sampleNames()).includes(name) ? { name, bytes: await bytesOf(`samples/${encodeURIComponent(name)}`) } : null,
    sampleNames,
    singleFile: async () => window.singleFile?.() ?? (await fetchedSingleFile()),
    own,
    shippedNotebooks: () => import('./shipped-notebooks').then((module) => module.shippedNotebooks),
    prebuilt,
    workspace: {
      store: async () => (silent ? null : (await import('./storage/browser-store')).openBrowserStore(() => Date.now())),
      isKept: async () => !silent && isAnythingKept(),
      tabs: browserTabs(),
      newId: () => crypto.randomUUID(),
      reopen: () => {
        history.replaceState(null, '', location.href.replace(/#.*$/, ''));
        location.reload();
      },
      reload: () => location.reload(),
    },
  });
  const keepEverything = __SINGLE_FILE__ || embedded ? () => undefined : keepOffline(session.settled);
  // The first file should not wait for its reader.
  if (!embedded) {
    // What fails here is told when a file is opened.
    const readAhead = async () => (await reader()).knownIn(engine);
    session.settled
      .then(idle)
      .then(readAhead)
      .catch(() => undefined);
  }
  // A task later the session has put its cells and the prebuilt result in place, so that the screen is taken over as it stands.
  const show = (): void => {
    if (embedded) {
      void import('./embedded-page').then(({ showEmbedded }) => {
        showEmbedded(session, screen);
        giveBack(() => undefined);
      });
      return;
    }
    (screen.hasChildNodes() ? hydrate : mount)(App, { target: screen, props: { session } });
    giveBack((files) => void session.open(files));
  };
  void prebuilt.then(() => setTimeout(show));
  return scriptingSurface(session);
}

const idle = () => new Promise<unknown>((resolve) => requestIdleCallback(resolve));

/** The reader of files comes behind the first screen. */
const reader = () => import('./read-files');

/** What the single file holds beside the page. */
function ownFile(): SourceFile | null {
  const text = __SINGLE_FILE__ ? document.getElementById(ownFileId)?.textContent : undefined;
  return text ? { name: 'doi-chieu.doichieu', bytes: fromBase64(text) } : null;
}

/** The single file that lies beside the page; large, so it is kept for use without a network only once it was used. */
async function fetchedSingleFile(): Promise<string> {
  try {
    return await (await fetched('doi-chieu.html')).text();
  } catch (cause) {
    throw new AppError('single-file-missing', {}, { cause });
  }
}

async function fetched(url: string): Promise<Response> {
  const response = await fetch(new URL(url, document.baseURI));
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return response;
}

async function bytesOf(url: string): Promise<Uint8Array> {
  return new Uint8Array(await (await fetched(url)).arrayBuffer());
}

function storage(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}
