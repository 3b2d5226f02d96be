/** The worker the engine lives in, loading its script and its wasm. */
export interface EngineWorker {
  readonly worker: Worker;
  /** Address of the wasm the worker is fetching. */
  readonly wasm: string;
  /** Name of a lock that the worker holds for as long as it lives. */
  readonly lifeLock: string;
  /** Resolves with the reason when the worker throws what nobody catches; from the first moment on. */
  readonly failed: Promise<string>;
}

declare global {
  interface Window {
    /** The worker that src/engine-ahead.ts started before the page's code arrived; gone when it has been taken. */
    engineAhead?: EngineWorker | undefined;
    /** Makes the worker where it cannot be fetched: in the single HTML file (src/single-file.ts). */
    newEngine?: () => EngineWorker;
  }
}

/**
 * A worker made from a blob: unlike one made from an address it stands under the page's own Content-Security-Policy, also one in a
 * `<meta>` tag. Script and wasm come from this origin, beside the page, under any sub-path; their addresses are given relative to it.
 */
export function newEngineWorker(scriptUrl: string, wasmUrl: string): EngineWorker {
  const wasm = new URL(wasmUrl, document.baseURI).href;
  const script = new URL(scriptUrl, document.baseURI).href;
  return startEngineWorker([fetchAhead(wasm), `importScripts(${JSON.stringify(script)});`], wasm);
}

/**
 * A worker from the texts of scripts, the last of them the engine's.
 * @param wasm the address at which that script asks for the wasm
 */
export function startEngineWorker(scripts: readonly string[], wasm: string): EngineWorker {
  const lifeLock = `doi-chieu-engine-${crypto.randomUUID()}`;
  const sourceUrl = URL.createObjectURL(new Blob([[prelude(lifeLock), ...scripts].join('\n')], { type: 'text/javascript' }));
  const worker = new Worker(sourceUrl);
  const failed = new Promise<string>((resolve) => {
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      resolve(event.message || 'worker failed');
    });
    worker.addEventListener('messageerror', () => resolve('worker sent what cannot be read'));
  });
  worker.addEventListener('message', () => URL.revokeObjectURL(sourceUrl), { once: true });
  return { worker, wasm, lifeLock, failed };
}

/**
 * Runs in the worker before the engine's script. It holds a lock for as long as the worker lives, because a worker that was closed or killed sends no
 * event; turns a rejection nobody caught (a wasm file that cannot be fetched) into an error the page sees; and keeps the script from printing every SQL
 * error, which the caller receives anyway.
 */
function prelude(lifeLock: string): string {
  return [
    `TransformStream = undefined;`,
    `navigator.locks?.request(${JSON.stringify(lifeLock)}, () => new Promise(() => {})).catch(() => {});`,
    `addEventListener('unhandledrejection', (event) => setTimeout(() => { throw event.reason; }));`,
    `console.log = console.warn = () => {};`,
  ].join('\n');
}

/**
 * Fetches and compiles the wasm at once, beside the engine's script, and hands it over when the script asks for it; the script itself would wait for
 * the page's code to arrive and would pump every byte through a stream of its own to report progress. (A second worker that compiles while this one
 * loads its script was measured: no faster.)
 */
function fetchAhead(wasm: string): string {
  return [
    `const download = fetch(${JSON.stringify(wasm)}), fetchAnew = fetch, compiled = WebAssembly.compileStreaming(download);`,
    `compiled.catch(() => {});`,
    `fetch = (request, ...rest) => (request.url === ${JSON.stringify(wasm)} ? download : fetchAnew(request, ...rest));`,
    `WebAssembly.instantiateStreaming = async (_, imports) => {`,
    `  const module = await compiled;`,
    `  return { module, instance: await WebAssembly.instantiate(module, imports) };`,
    `};`,
  ].join('\n');
}
