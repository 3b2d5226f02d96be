import { join } from 'node:path';
import { build } from 'vite';
import { compressSite } from '../../src/build/compress';
import { openSite, type Site } from '../support/site';

export const outputFolder = join(import.meta.dirname, '../.output');
const bareFolder = join(outputFolder, 'bare');

/** Builds the bare page, compressed as the real one is. */
export async function buildBare(): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'warn',
    root: join(import.meta.dirname, 'bare'),
    base: './',
    build: { outDir: bareFolder, emptyOutDir: true, target: 'es2023', assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  });
  await compressSite(bareFolder, /$^/);
}

/** What a server has sent so far. */
export interface Sent {
  bytes: number;
  readonly byPath: Map<string, number>;
}

export interface CountedSite extends Site {
  readonly sent: Sent;
}

/** The built page or the bare one, with the same server and headers. */
export async function openCounted(which: 'page' | 'bare'): Promise<CountedSite> {
  const sent: Sent = { bytes: 0, byPath: new Map() };
  const onSent = (path: string, bytes: number): void => {
    sent.bytes += bytes;
    sent.byPath.set(path, (sent.byPath.get(path) ?? 0) + bytes);
  };
  const site = await openSite(which === 'bare' ? { folder: bareFolder, onSent } : { onSent });
  return { ...site, sent };
}
