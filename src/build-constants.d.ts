/** The app's version, from package.json; put in by the build. */
declare const __APP_VERSION__: string;
/** Address of the engine's worker script, relative to the page; only in src/engine-ahead.ts. */
declare const __ENGINE_SCRIPT__: string;
/** Address of the engine's wasm, relative to the page; only in src/engine-ahead.ts. */
declare const __ENGINE_WASM__: string;
