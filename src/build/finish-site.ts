import { join } from 'node:path';
import { generateSW } from 'workbox-build';
import { compressSite } from './compress';

/** Writes the service worker that keeps the whole site for offline use, then compresses every file that shrinks. */
const dist = join(import.meta.dirname, '../../dist');
const { count, size, warnings } = await generateSW({
  globDirectory: dist,
  globPatterns: ['**/*.{html,js,css,json,csv,tsv,txt,db,wal,svg,png,woff2,wasm,webmanifest}'],
  globIgnores: ['screenshot.png'],
  swDest: join(dist, 'sw.js'),
  inlineWorkboxRuntime: true,
  sourcemap: false,
  skipWaiting: true,
  clientsClaim: true,
  cleanupOutdatedCaches: true,
  dontCacheBustURLsMatching: /assets\//,
  maximumFileSizeToCacheInBytes: 60e6,
  mode: 'production',
});
for (const warning of warnings) console.warn(warning);
console.log(`Service worker keeps ${count} files, ${(size / 1e6).toFixed(1)} MB.`);
await compressSite(dist);
