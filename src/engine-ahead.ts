import { newEngineWorker } from './engine/engine-worker';

// A script of its own in the head of the built page (build/start-engine-ahead.ts): what the engine's worker loads takes the longest of all, so it is
// under way before the document is read, drawn or brought to life.
window.engineAhead = newEngineWorker(__ENGINE_SCRIPT__, __ENGINE_WASM__);
