import { expect, test } from 'vitest';
import { startBrowserDuckDB } from '../../src/engine/browser-duckdb';
import { DuckDBEngine } from '../../src/engine/duckdb-engine';
import { engineContract } from '../support/engine-contract';

/** Every worker the page made, with the address it was made from. */
const workers: { worker: Worker; url: string }[] = [];
const NativeWorker = globalThis.Worker;
globalThis.Worker = class extends NativeWorker {
  constructor(url: string | URL, options?: WorkerOptions) {
    super(url, options);
    workers.push({ worker: this, url: String(url) });
  }
};

engineContract({
  open: async () => {
    const engine = new DuckDBEngine(startBrowserDuckDB);
    await engine.ready;
    return engine;
  },
  file: (name, text) => new File([text], name),
  kill: async () => workers.at(-1)?.worker.terminate(),
});

test('the worker is made from a blob, so that the page’s Content-Security-Policy covers it', async () => {
  const process = await startBrowserDuckDB();
  expect(workers.at(-1)?.url).toMatch(/^blob:/);
  process.terminate();
});

test('an engine that cannot start says why', async () => {
  const engine = new DuckDBEngine(() => Promise.reject(new Error('no wasm here')));
  await expect(engine.ready).rejects.toMatchObject({ code: 'engine-start', detail: { reason: 'no wasm here' } });
  await expect(engine.query('SELECT 1')).rejects.toMatchObject({ code: 'engine-start' });
});

test('a large file is read through its handle, a part at a time', async () => {
  const engine = new DuckDBEngine(startBrowserDuckDB);
  const line = `${'x'.repeat(90)},1234567\n`;
  const block = new Blob([line.repeat(10_000)]);
  const file = new File(['a,b\n', ...Array.from({ length: 40 }, () => block)], 'lớn.csv');
  const path = await engine.register(file.name, file);
  const table = await engine.query(`SELECT count(*), sum(b) FROM read_csv('${path}')`);
  expect([table.cell(0, 0), table.cell(0, 1)]).toEqual([400_000, 400_000 * 1234567]);
  await engine.close();
});
