import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { contentSecurityPolicy } from './policy';

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

export interface ServeOptions {
  /** The built site. */
  readonly folder: string;
  /** Path under which it is served, with slashes at both ends; default '/'. */
  readonly basePath?: string;
  /** False serves as a host that can set no headers does; default true. */
  readonly headers?: boolean;
  /** Called with every request's path and the bytes of the body sent; for measuring. */
  readonly onSent?: (path: string, bytes: number) => void;
}

/** A static server for the built site, with the headers it deserves. Serves `<file>.br` to clients that take it. */
export function siteServer({ folder, basePath = '/', headers = true, onSent }: ServeOptions): Server {
  return createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname);
    const inside = path.startsWith(basePath) ? path.slice(basePath.length) || 'index.html' : null;
    const file = inside === null ? null : normalize(join(folder, inside));
    if (!file?.startsWith(normalize(folder)) || !existsSync(file) || !statSync(file).isFile()) {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('404');
      return;
    }
    const brotli = headers && /\bbr\b/.test(String(request.headers['accept-encoding'])) && existsSync(`${file}.br`);
    const body = brotli ? `${file}.br` : file;
    const { size, mtimeMs } = statSync(body);
    const tag = `"${size.toString(36)}-${Math.round(mtimeMs).toString(36)}"`;
    response.setHeader('content-type', types[extname(file)] ?? 'application/octet-stream');
    if (headers) setHeaders(response, file, tag, brotli);
    if (headers && request.headers['if-none-match'] === tag) {
      response.writeHead(304).end();
      onSent?.(path, 0);
      return;
    }
    response.setHeader('content-length', size);
    onSent?.(path, size);
    if (request.method === 'HEAD') response.end();
    else createReadStream(body).pipe(response);
  });
}

function setHeaders(response: ServerResponse, file: string, tag: string, brotli: boolean): void {
  response.setHeader('content-security-policy', contentSecurityPolicy);
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('referrer-policy', 'no-referrer');
  response.setHeader('cross-origin-opener-policy', 'same-origin');
  response.setHeader('vary', 'accept-encoding');
  response.setHeader('etag', tag);
  response.setHeader('cache-control', /[\\/]assets[\\/]/.test(file) ? 'public, max-age=31536000, immutable' : 'no-cache');
  if (brotli) response.setHeader('content-encoding', 'br');
}
