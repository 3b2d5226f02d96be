import { decompress, initSync } from 'brotli-dec-wasm/web';
import { fromBase64 } from './core/base64';

/** The first message to a worker of the single file. */
export interface WorkerProvisions {
  /** The engine's wasm, brotli in base64, and the decoder's wasm; only for the engine. */
  readonly engine?: { readonly packed: string; readonly decoder: Uint8Array<ArrayBuffer> };
  /** What the worker may ask for, by address. */
  readonly files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
}

/**
 * Runs in a worker before its own script, when the page is a single file and there is nothing to fetch: everything the script asks for comes from the
 * first message, which the script itself does not see. Without access to the network the engine's wasm is unpacked and compiled here, beside the page.
 */
export function provideWorker(scope: typeof globalThis): void {
  const provisions = new Promise<WorkerProvisions>((resolve) =>
    scope.addEventListener(
      'message',
      (event) => {
        event.stopImmediatePropagation();
        resolve((event as MessageEvent<WorkerProvisions>).data);
      },
      { once: true },
    ),
  );
  const compiled = provisions.then(({ engine }) => {
    if (!engine) return null;
    initSync({ module: engine.decoder });
    return WebAssembly.compile(decompress(fromBase64(engine.packed)) as Uint8Array<ArrayBuffer>);
  });
  compiled.catch(() => undefined);
  scope.fetch = async (request) => {
    const bytes = (await provisions).files.get(addressOf(request));
    return new Response(bytes ?? null, { status: bytes || (await compiled) ? 200 : 404, headers: { 'content-type': 'application/wasm' } });
  };
  const { instantiateStreaming } = WebAssembly;
  WebAssembly.instantiateStreaming = async (source, imports) => {
    const module = await compiled;
    if (!module) return instantiateStreaming(source, imports);
    return { module, instance: await WebAssembly.instantiate(module, imports) };
  };
}

export const addressOf = (request: RequestInfo | URL): string => (request instanceof Request ? request.url : String(request));
