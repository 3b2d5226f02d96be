/** The app's version, from package.json; put in by the build. */
declare const __APP_VERSION__: string;
/** Address of the engine's worker script, relative to the page; only in src/engine-ahead.ts. */
declare const __ENGINE_SCRIPT__: string;
/** Address of the engine's wasm, relative to the page; only in src/engine-ahead.ts. */
declare const __ENGINE_WASM__: string;
/** Whether the page is the single HTML file, which installs nothing and fetches nothing. */
declare const __SINGLE_FILE__: boolean;
/** The made-up address, ending in a slash, of what lies in the single HTML file; only in src/single-file.ts. */
declare const __SITE__: string;
/** Tells the code that reads files, and what it knows, from any other: a hash of their sources. */
declare const __READER_VERSION__: string;
