import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { brotli } from './compress';

/** Compresses the engine's wasm into the cache, beside the other steps of a build: it takes longer than all of them. */
await brotli(readFileSync(createRequire(import.meta.url).resolve('@duckdb/duckdb-wasm/dist/duckdb-eh.wasm')));
