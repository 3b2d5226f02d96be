import { svelte } from '@sveltejs/vite-plugin-svelte';
import { playwright } from '@vitest/browser-playwright';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { HtmlTagDescriptor, Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { contentSecurityPolicy } from './src/build/policy.ts';

const chromium = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** Hosts that send no headers still get the policy: as a <meta> tag, which covers the page and the workers made from blobs. */
const policyTag: Plugin = {
  name: 'content-security-policy',
  apply: 'build',
  transformIndexHtml: () => [
    { tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content: contentSecurityPolicy }, injectTo: 'head-prepend' },
  ],
};

/**
 * The page's own code and the start page's result are asked for together with start.ts, which imports that code only after it has
 * started the engine's worker. As a script of the document it has also run when the page's load event comes.
 */
const preload: Plugin = {
  name: 'preload',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler: (_, { bundle }) =>
      Object.values(bundle ?? {}).flatMap((file): HtmlTagDescriptor[] => {
        const href = `./${file.fileName}`;
        if (file.type === 'chunk' && file.isEntry && file.facadeModuleId?.endsWith('/src/main.ts'))
          return [
            { tag: 'script', attrs: { type: 'module', crossorigin: true, src: href }, injectTo: 'head' },
            ...file.imports.map((name): HtmlTagDescriptor => ({
              tag: 'link',
              attrs: { rel: 'modulepreload', crossorigin: true, href: `./${name}` },
              injectTo: 'head',
            })),
          ];
        if (file.type === 'asset' && file.originalFileNames.some((name) => name.endsWith('generated/start.json')))
          return [{ tag: 'link', attrs: { rel: 'preload', as: 'fetch', crossorigin: 'anonymous', href }, injectTo: 'head' }];
        return [];
      }),
  },
};

const { version } = JSON.parse(readFileSync(new URL('./package.json', import.meta.url), 'utf8')) as { version: string };
/** The wasm of the Parquet reader is left out of a first visit, as chunks named `later-` are. */
const laterAssets = ({ names }: { names: readonly string[] }) =>
  names.some((name) => name.startsWith('parquet_wasm')) ? 'assets/later-[name]-[hash][extname]' : 'assets/[name]-[hash][extname]';

export default defineConfig({
  root: 'src',
  define: { __APP_VERSION__: JSON.stringify(version) },
  base: './',
  cacheDir: '../node_modules/.vite',
  publicDir: '../public',
  build: {
    outDir: '../dist',
    emptyOutDir: true,
    target: 'es2023',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    cssCodeSplit: false,
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      input: {
        index: fileURLToPath(new URL('./src/index.html', import.meta.url)),
        main: fileURLToPath(new URL('./src/main.ts', import.meta.url)),
      },
      output: {
        assetFileNames: laterAssets,
        codeSplitting: {
          groups: [
            // The engine's worker first, in a few lines; then what the start needs, in one piece.
            {
              name: 'start',
              priority: 2,
              test: /src\/(start|engine\/engine-worker)\.ts$|duckdb-(eh\.wasm|browser-eh\.worker\.js)\?url|index\.html/,
            },
            { name: 'page', priority: 1, tags: ['$initial'] },
            // Named for the service worker, which leaves them out of a first visit (build/finish-site.ts).
            { name: 'later-docx', test: /node_modules\/docx\// },
            { name: 'later-format', test: /node_modules\/(sql-formatter|nearley)\// },
          ],
        },
      },
    },
  },
  // Readers of other containers come on demand, also in the reading worker; named like what a first visit leaves out.
  worker: {
    format: 'es',
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'later-xlsx', test: /node_modules\/@e965\/xlsx\// },
            { name: 'later-parquet', test: /node_modules\/parquet-wasm\// },
          ],
        },
        assetFileNames: laterAssets,
      },
    },
  },
  server: { fs: { allow: ['..'] } },
  // What is only imported on demand: found late, it would make the dev server and the browser tests reload midway.
  optimizeDeps: {
    // Asks for its wasm beside itself.
    exclude: ['parquet-wasm'],
    include: [
      '@duckdb/duckdb-wasm',
      'apache-arrow',
      'vega-embed',
      'vega-interpreter',
      '@codemirror/autocomplete',
      '@codemirror/commands',
      '@codemirror/lang-sql',
      '@codemirror/language',
      '@codemirror/state',
      '@codemirror/view',
      '@lezer/highlight',
      '@e965/xlsx',
      '@e965/xlsx/dist/cpexcel.full.mjs',
      'docx',
      'dompurify',
      'fflate',
      'markdown-it',
      'sql-formatter',
      'uqr',
      'valibot',
    ],
  },
  plugins: [svelte({ configFile: false }), policyTag, preload],
  test: {
    projects: [
      { extends: true, test: { name: 'unit', root: '.', include: ['tests/unit/**/*.test.ts'], environment: 'node' } },
      {
        extends: true,
        test: {
          name: 'query',
          root: '.',
          include: ['tests/query/**/*.test.ts'],
          environment: 'node',
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          root: '.',
          include: ['tests/browser/**/*.test.ts'],
          testTimeout: 60_000,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({ launchOptions: { executablePath: chromium, args: ['--no-sandbox'] } }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          root: '.',
          include: ['tests/e2e/**/*.test.ts'],
          environment: 'node',
          testTimeout: 180_000,
          hookTimeout: 60_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
