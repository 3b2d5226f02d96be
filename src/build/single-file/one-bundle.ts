import { join } from 'node:path';
import { build, type Plugin } from 'vite';

const root = join(import.meta.dirname, '../../..');

/** The made-up address of what lies in the file. No name ends in `.invalid` (RFC 2606), so nothing else can be meant by it. */
export const siteAddress = 'https://doi-chieu.invalid/';

/** Builds the site with each script in one piece, as the single file needs it: no script can import another one there. */
export async function buildOneBundle(folder: string): Promise<void> {
  const onePiece: Plugin = {
    name: 'one-piece',
    config(config) {
      const options = config.build!.rolldownOptions!;
      options.input = { index: join(root, 'src/index.html') };
      options.output = { ...options.output, codeSplitting: false };
      // A worker that is a module does not start from a blob of a page opened from disk (Chromium 156).
      config.worker = { ...config.worker, format: 'iife' };
      const worker = config.worker.rolldownOptions!;
      worker.output = { ...worker.output, codeSplitting: false };
      config.define = { ...config.define, __SINGLE_FILE__: 'true' };
    },
  };
  await build({
    root: join(root, 'src'),
    configFile: join(root, 'vite.config.ts'),
    base: siteAddress,
    logLevel: 'warn',
    plugins: [onePiece],
    build: { outDir: folder, emptyOutDir: true },
  });
}

/** A script of src/ as one classic script, for the head of the page and ahead of workers. */
export async function buildHeadScript(entry: string): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    define: { __SITE__: JSON.stringify(siteAddress) },
    build: { write: false, target: 'es2023', lib: { entry: join(root, 'src', entry), name: 'singleFile', formats: ['iife'] } },
  });
  const [output] = Array.isArray(built) ? built : [built];
  if (!output || !('output' in output)) throw new Error(`${entry}: nothing built`);
  return output.output[0].code;
}
