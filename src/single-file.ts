import { decompress, initSync } from 'brotli-dec-wasm/web';
import { unpackFiles } from './core/file-table';
import { ownFileId } from './core/own-file';
import { startEngineWorker } from './engine/engine-worker';
import { fitFirstScreen } from './first-screen';
import { fromBase64 } from './core/base64';
import { addressOf, provideWorker, type WorkerProvisions } from './single-file-worker';

// The script in the head of the single HTML file (build/single-file/); the page's own scripts run unchanged behind it. What they would fetch lies in
// the file as text, under the made-up address the build gave it; the page's policy forbids every connection. The same script goes ahead of each
// worker's own.
if (typeof document === 'undefined') provideWorker(globalThis);
else {
  fitFirstScreen();
  const own = document.currentScript!.textContent;
  addEventListener('DOMContentLoaded', () => void start(own), { once: true });
}

declare global {
  interface Window {
    /** The single HTML file as text, for the page to put data into; only where the page is one. */
    singleFile?: () => string;
  }
}

type Files = ReadonlyMap<string, Uint8Array<ArrayBuffer>>;

/** @param own the text of this script */
async function start(own: string): Promise<void> {
  const pristine = document.documentElement.cloneNode(true) as HTMLElement;
  window.singleFile = () => written(pristine);
  const first = filesOf(new Uint8Array(await new Response(gunzipped(fromBase64(blockText('first')))).arrayBuffer()));
  const decoder = first.get('decoder.wasm')!;
  const engineScript = new TextDecoder().decode(first.get('engine.js'));
  const packed = blockText('engine');
  window.newEngine = () => {
    const started = startEngineWorker([own, engineScript], `${__SITE__}engine.wasm`);
    started.worker.postMessage({ engine: { packed, decoder }, files: new Map() } satisfies WorkerProvisions);
    return started;
  };
  window.engineAhead = window.newEngine();

  initSync({ module: decoder });
  const unpacked = (block: string): Files => filesOf(decompress(fromBase64(blockText(block))));
  const page = unpacked('page');
  let later: Files | null = null;
  const laterFiles = (): Files => (later ??= unpacked('later'));
  const fileAt = (address: string): Uint8Array<ArrayBuffer> | undefined => {
    const name = decodeURIComponent(nameOf(address));
    return page.get(name) ?? laterFiles().get(name);
  };
  window.fetch = async (request) => {
    const address = addressOf(request);
    const bytes = fileAt(address);
    return new Response(bytes ?? null, { status: bytes ? 200 : 404, headers: { 'content-type': typeOf(address) } });
  };
  window.Worker = class extends Worker {
    constructor(address: string | URL, options?: WorkerOptions) {
      const script = String(address).startsWith(__SITE__) ? fileAt(String(address)) : undefined;
      super(script ? URL.createObjectURL(new Blob([own, '\n', script], { type: 'text/javascript' })) : address, script ? {} : options);
      if (!script) return;
      const files = new Map([...laterFiles()].filter(([name]) => name.endsWith('.wasm')).map(([name, bytes]) => [__SITE__ + name, bytes]));
      this.postMessage({ files } satisfies WorkerProvisions);
    }
  };

  const app = document.createElement('script');
  app.type = 'module';
  app.textContent = new TextDecoder().decode(page.get('app.js'));
  document.head.append(app);
}

/** The document as it was opened, without data of anyone's. */
function written(pristine: HTMLElement): string {
  const html = pristine.cloneNode(true) as HTMLElement;
  html.querySelector(`#${ownFileId}`)?.remove();
  for (const { name } of [...html.attributes]) html.removeAttribute(name);
  html.lang = 'vi';
  return `<!doctype html>\n${html.outerHTML}`;
}

const blockText = (id: string): string => document.getElementById(`file-${id}`)!.textContent;
const filesOf = (packed: Uint8Array): Files => new Map(unpackFiles(packed));
const gunzipped = (bytes: Uint8Array<ArrayBuffer>) => new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
const typeOf = (address: string): string => (address.endsWith('.wasm') ? 'application/wasm' : 'application/octet-stream');

/** The file's name in the site; addresses relative to the page are meant as well. */
function nameOf(address: string): string {
  const folder = new URL('./', document.baseURI).href;
  const whole = new URL(address, folder).href;
  return whole.startsWith(__SITE__) ? whole.slice(__SITE__.length) : whole.slice(folder.length);
}
