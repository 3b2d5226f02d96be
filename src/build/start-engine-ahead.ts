import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Rolldown } from 'vite';

const root = join(import.meta.dirname, '../..');

/** Puts src/engine-ahead.ts into a built site: a classic script that comes before everything else the document asks for. */
export async function startEngineAhead(folder: string): Promise<void> {
  const assets = readdirSync(join(folder, 'assets'));
  const asset = (pattern: RegExp): string => {
    const name = assets.find((one) => pattern.test(one));
    if (!name) throw new Error(`${folder}/assets has no ${pattern}`);
    return JSON.stringify(`assets/${name}`);
  };
  const built = (await build({
    configFile: false,
    logLevel: 'warn',
    define: { __ENGINE_SCRIPT__: asset(/^duckdb-browser-eh\.worker-.*\.js$/), __ENGINE_WASM__: asset(/^duckdb-eh-.*\.wasm$/) },
    build: { write: false, target: 'es2023', lib: { entry: join(root, 'src/engine-ahead.ts'), name: 'ahead', formats: ['iife'] } },
  })) as Rolldown.RolldownOutput[];
  const { code } = built[0]!.output[0];
  const name = `assets/engine-ahead-${createHash('sha256').update(code).digest('hex').slice(0, 8)}.js`;
  writeFileSync(join(folder, name), code);
  const path = join(folder, 'index.html');
  const html = readFileSync(path, 'utf8');
  const first = '<meta charset="utf-8" />';
  if (!html.includes(first)) throw new Error(`${path} has no ${first}`);
  writeFileSync(path, html.replace(first, `${first}\n    <script src="./${name}"></script>`));
}
