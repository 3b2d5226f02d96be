import { brotli } from './compress';
import { readLeanEngine } from './lean-engine';

/** Compresses the engine's wasm into the cache, beside the other steps of a build: it takes longer than all of them. */
await brotli(readLeanEngine(), 10);
