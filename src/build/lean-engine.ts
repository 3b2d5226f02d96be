import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const EXPORTS = 7;
const text = new TextDecoder();

/**
 * The engine's wasm without the names nobody asks for. The package exports each of its 75,000 functions by name, so that extensions can be linked to it
 * while it runs; we load none. Those names are a fifth of the file and two thirds of the time an instance takes to come up. Code, data and the names that the
 * package's own worker scripts use stay as they are.
 * @throws when the bytes are no wasm module, or when too few of its exports are used by the scripts to be right
 */
export function leanEngine(wasm: Uint8Array<ArrayBuffer>, scripts: readonly string[]): Uint8Array<ArrayBuffer> {
  const used = new Set(scripts.flatMap((script) => script.match(/[\w$]+/g) ?? []));
  const isUsed = (name: string): boolean => used.has(name) || used.has(`_${name}`);
  const parts: Uint8Array<ArrayBuffer>[] = [wasm.subarray(0, 8)];
  if (text.decode(wasm.subarray(0, 4)) !== '\0asm') throw new Error('no wasm module');
  let at = 8;
  const number = (): number => {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = wasm[at++]!;
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  };
  while (at < wasm.length) {
    const start = at;
    const kind = wasm[at++]!;
    const end = number() + at;
    if (kind === EXPORTS) {
      const kept: Uint8Array<ArrayBuffer>[] = [];
      for (let left = number(); left > 0; left--) {
        const from = at;
        const length = number();
        const name = text.decode(wasm.subarray(at, (at += length)));
        at++;
        number();
        if (isUsed(name)) kept.push(wasm.subarray(from, at));
      }
      if (kept.length < 100) throw new Error(`only ${kept.length} exports of the engine are used`);
      const body = [leb(kept.length), ...kept];
      parts.push(Uint8Array.of(EXPORTS), leb(body.reduce((sum, part) => sum + part.length, 0)), ...body);
    } else parts.push(wasm.subarray(start, end));
    at = end;
  }
  return new Uint8Array(Buffer.concat(parts));
}

/** The installed package's engine, made lean. */
export function readLeanEngine(): Uint8Array<ArrayBuffer> {
  const require = createRequire(import.meta.url);
  const read = (name: string) => readFileSync(require.resolve(`@duckdb/duckdb-wasm/dist/${name}`));
  const scripts = ['duckdb-browser-eh.worker.js', 'duckdb-node-eh.worker.cjs'].map((name) => read(name).toString('utf8'));
  return leanEngine(new Uint8Array(read('duckdb-eh.wasm')), scripts);
}

/** A number as wasm writes it: seven bits a byte, the lowest first. */
function leb(value: number): Uint8Array<ArrayBuffer> {
  const bytes: number[] = [];
  for (let left = value; ; left = Math.floor(left / 128)) {
    if (left < 128) return Uint8Array.of(...bytes, left);
    bytes.push((left % 128) | 128);
  }
}
