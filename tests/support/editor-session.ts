import act from '../../sample-data/reference/act.csv?raw';
import indicator from '../../sample-data/reference/indicator.csv?raw';
import target from '../../sample-data/reference/target.csv?raw';
import unit from '../../sample-data/reference/unit.csv?raw';
import sortKey from '../../queries/model/sort-key.sql?raw';
import tables from '../../queries/model/tables.sql?raw';
import verdict from '../../queries/model/verdict.sql?raw';
import { startBrowserDuckDB } from '../../src/engine/browser-duckdb';
import { DuckDBEngine } from '../../src/engine/duckdb-engine';
import { Session, type SessionPorts } from '../../src/state/session.svelte';
import { Settings } from '../../src/state/settings.svelte';

/** A session on a real engine with the model's units, targets and indicators, without a notebook. Close its engine in the end. */
/** A session that keeps nothing between visits. */
export const noWorkspace: SessionPorts['workspace'] = {
  store: async () => null,
  tabs: { hold: async () => () => undefined, waitFor: async () => () => undefined, post: () => undefined, onMessage: () => undefined },
  newId: () => '',
  isKept: () => Promise.resolve(false),
  reopen: () => undefined,
  reload: () => undefined,
};

export async function editorSession(): Promise<Session> {
  const engine = new DuckDBEngine(startBrowserDuckDB);
  let address = '';
  const session = new Session({
    engine,
    questions: [],
    settings: new Settings(null, { theme: 'light' }),
    address: {
      read: () => address,
      base: () => 'http://page.test/',
      push: (fragment) => (address = fragment),
      replace: (fragment) => (address = fragment),
      onChange: () => undefined,
    },
    clock: () => performance.now(),
    app: 'test',
    now: () => '2026-06-01T00:00:00.000Z',
    store: null,

    loadModel: async () => {
      await engine.execute(tables);
      for (const [name, csv] of Object.entries({ act, indicator, target, unit })) {
        const path = await engine.register(`${name}.csv`, new TextEncoder().encode(csv));
        await engine.execute(`INSERT INTO ${name} BY NAME SELECT * FROM read_csv('${path}', header = true, all_varchar = true)`);
      }
      await engine.execute(`${verdict}\n${sortKey}`);
    },
    samples: { add: () => Promise.resolve(), remove: () => Promise.resolve() },
    openFiles: () => Promise.resolve([]),
    sample: () => Promise.resolve(null),
    sampleNames: () => Promise.resolve([]),
    shippedNotebooks: () => Promise.resolve([]),
    prebuilt: Promise.resolve(null),
    workspace: noWorkspace,
  });
  await session.settled;
  session.notebook.load({ title: '', cells: [] }, { trusted: true });
  return session;
}
