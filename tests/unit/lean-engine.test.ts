import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { beforeAll, describe, expect, it } from 'vitest';
import { leanEngine, readLeanEngine } from '../../src/build/lean-engine';

const require = createRequire(import.meta.url);
const packaged = new Uint8Array(readFileSync(require.resolve('@duckdb/duckdb-wasm/dist/duckdb-eh.wasm')));
const script = readFileSync(require.resolve('@duckdb/duckdb-wasm/dist/duckdb-browser-eh.worker.js'), 'utf8');

describe('the lean engine', () => {
  let before: WebAssembly.Module;
  let after: WebAssembly.Module;
  let lean: Uint8Array<ArrayBuffer>;
  beforeAll(async () => {
    lean = readLeanEngine();
    [before, after] = await Promise.all([WebAssembly.compile(packaged), WebAssembly.compile(lean)]);
  });

  it('has every export that the worker script takes from it by name', () => {
    const names = new Set(WebAssembly.Module.exports(before).map(({ name }) => name));
    const taken = [...script.matchAll(/wasmExports\.([\w$]+)|wasmExports\[["']([\w$]+)["']\]|_(duckdb_web_\w+)/g)]
      .map((match) => (match[1] ?? match[2] ?? match[3])!)
      .filter((name) => names.has(name));
    expect(new Set(taken).size).toBeGreaterThan(50);
    const kept = WebAssembly.Module.exports(after).map(({ name }) => name);
    expect(kept).toEqual(expect.arrayContaining(taken));
    expect(kept.length).toBeLessThan(1000);
  });

  it('imports the same, and none of its own exports by another way', () => {
    expect(WebAssembly.Module.imports(after)).toEqual(WebAssembly.Module.imports(before));
    const own = new Set(WebAssembly.Module.exports(before).map(({ name }) => name));
    const linked = WebAssembly.Module.imports(before).filter(({ module }) => module.startsWith('GOT.'));
    expect(linked.filter(({ name }) => own.has(name))).toEqual([]);
  });

  it('is a fifth smaller, its code and data the same bytes', () => {
    expect(lean.length).toBeLessThan(0.8 * packaged.length);
    // Code and data are the last sections.
    const tail = 26e6;
    expect(Buffer.compare(lean.subarray(-tail), packaged.subarray(-tail))).toBe(0);
  });

  it('is not made from what is no engine, nor without its scripts', () => {
    expect(() => leanEngine(new Uint8Array(64), [script])).toThrow('no wasm');
    expect(() => leanEngine(packaged, ['nothing'])).toThrow('only 0 exports');
  });
});
