import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { packFiles } from '../../core/file-table';
import { brotli } from '../compress';
import { siteAddress } from './one-bundle';

type NamedFile = readonly [name: string, bytes: Uint8Array];

/** Only for a site that is installed from a server. */
const left = /^(index\.html|icon.*|manifest\.webmanifest|screenshot\.png|assets\/.*\.css|assets\/.*\.woff2)$/;

/**
 * The built site in `folder` as one HTML document. Look and faces stand in it as they are; everything else as base64 in blocks of text that no browser
 * runs, unpacked by `headScript` (src/single-file.ts). Only the two scripts whose hashes the policy names can run, and nothing can connect.
 */
export async function writeSingleFile(folder: string, headScript: string): Promise<string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => name.replaceAll('\\', '/'));
  const files = names.filter((name) => statSync(join(folder, name)).isFile()).sort();
  const read = (name: string): Uint8Array => readFileSync(join(folder, name));
  const one = (pattern: RegExp): string => {
    const found = files.filter((name) => pattern.test(name));
    if (found.length !== 1) throw new Error(`${folder} has ${found.length} of ${pattern}`);
    return found[0]!;
  };
  const [app, style] = [one(/^assets\/index-.*\.js$/), one(/^assets\/.*\.css$/)];
  const [engine, engineScript] = [one(/^assets\/duckdb-eh-.*\.wasm$/), one(/^assets\/duckdb-browser-eh\.worker-.*\.js$/)];
  /** Unpacked when first asked for. Changes seldom, so that compressing it as hard as possible is seldom to be waited for. */
  const isLater = (name: string): boolean => /^samples\/|\.wasm$/.test(name);
  const others = files.filter((name) => !left.test(name) && ![app, engine, engineScript].includes(name));
  const decoder = createRequire(import.meta.url).resolve('brotli-dec-wasm/web/bg.wasm');

  const named = (name: string): NamedFile => [name, read(name)];
  const first = packFiles([
    ['decoder.wasm', readFileSync(decoder)],
    ['engine.js', read(engineScript)],
  ]);
  const blocks: [id: string, bytes: Uint8Array][] = [
    ['first', gzipSync(first, { level: 9 })],
    ['engine', await brotli(read(engine), 10)],
    ['page', quickly(packFiles([['app.js', read(app)], ...others.filter((name) => !isLater(name)).map(named)]))],
    ['later', await brotli(packFiles(others.filter(isLater).map(named)), 9)],
  ];

  const head = headScript.replaceAll(/<(?=\/script|!--)/gi, '\\x3c');
  const css = readFileSync(join(folder, style), 'utf8').replaceAll(
    new RegExp(`${siteAddress.replaceAll('.', '\\.')}(assets/[^)"']+\\.woff2)`, 'g'),
    (_, face: string) => `data:font/woff2;base64,${base64(read(face))}`,
  );
  const html = readFileSync(join(folder, 'index.html'), 'utf8')
    .replaceAll(/\s*<(meta http-equiv="Content-Security-Policy"|link |script )[^>]*>(<\/script>)?/g, '')
    .replace('<meta charset="utf-8" />', () =>
      [
        '<meta charset="utf-8" />',
        `<meta http-equiv="Content-Security-Policy" content="${policyFor([head, Buffer.from(read(app)).toString()])}" />`,
        `<link rel="icon" type="image/svg+xml" href="data:image/svg+xml;base64,${base64(read('icon.svg'))}" />`,
        `<script>${head}</script>`,
        `<style>${css}</style>`,
      ].join('\n    '),
    )
    .replace('</body>', () =>
      [...blocks.map(([id, bytes]) => `<script type="text/plain" id="file-${id}">${base64(bytes)}</script>`), '</body>'].join('\n'),
    );
  if (/<(script|link)[^>]*(src|href)="(?!data:)/.test(html)) throw new Error('The single file would ask for another one.');
  return html;
}

/** Everything forbidden but these scripts, the engine, workers from blobs and what stands in the document. */
function policyFor(scripts: readonly string[]): string {
  const hashes = scripts.map((script) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`);
  return [
    "default-src 'none'",
    `script-src ${hashes.join(' ')} 'wasm-unsafe-eval'`,
    'worker-src blob:',
    "connect-src 'none'",
    'img-src data: blob:',
    "style-src 'unsafe-inline'",
    'font-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const quickly = (bytes: Uint8Array): Uint8Array =>
  brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_LGWIN]: 24 } });
