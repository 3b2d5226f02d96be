import { svelte } from '@sveltejs/vite-plugin-svelte';
import { playwright } from '@vitest/browser-playwright';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { HtmlTagDescriptor, Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { contentSecurityPolicy } from './src/build/policy.ts';
import { readerVersion } from './src/build/reader-version.ts';

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
 * Asked for together with start.ts, which imports it later: the engine's driver, the start page's result, and the faces of the first screen, so that it is laid
 * out once. As a script of the document main.ts has also run when the page's load event comes. The page itself follows when the engine is up:
 * fetched sooner, it would take time from it.
 */
const preload: Plugin = {
  name: 'preload',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler: (_, { bundle }) => {
      const files = Object.values(bundle ?? {});
      const main = files.filter((file) => file.type === 'chunk').find((one) => one.facadeModuleId?.endsWith('/src/main.ts'));
      if (!main) return [];
      const assets = (pattern: RegExp): string[] =>
        files.flatMap((file) =>
          file.type === 'asset' && file.originalFileNames.some((name) => pattern.test(name)) ? [file.fileName] : [],
        );
      const link = (name: string, attrs: Record<string, string>): HtmlTagDescriptor => ({
        tag: 'link',
        attrs: { ...attrs, crossorigin: true, href: `./${name}` },
        injectTo: 'head',
      });
      return [
        ...assets(/be-vietnam-pro-(latin|vietnamese)-(400|600)-normal\.woff2$|figures-(400|600)\.woff2$/).map((name) =>
          link(name, { rel: 'preload', as: 'font', type: 'font/woff2' }),
        ),
        { tag: 'script', attrs: { type: 'module', crossorigin: true, src: `./${main.fileName}` }, injectTo: 'head' },
        ...main.imports.map((name) => link(name, { rel: 'modulepreload' })),
        ...assets(/generated\/start\.json$/).map((name) => link(name, { rel: 'preload', as: 'fetch' })),
      ];
    },
  },
};

const { version } = JSON.parse(readFileSync(new URL('./package.json', import.meta.url), 'utf8')) as { version: string };

/**
 * What a first visit of 6.5 MB leaves out and the service worker fetches behind it (keep-offline.ts): its files are named `later-…`. To put a room
 * there, load it with `import()` and add the path of the file imported here; of a library, add a group to `laterLibraries`. The start page,
 * charts, the editor, files as text and everything that must work when a first visit goes offline after a few seconds do not belong here.
 */
const later =
  /src\/(jobs\/(export-(docx|xlsx|html)|keep-tables)|ui\/export\/(ExportDialog|write-report)|ui\/shell\/Presentation|ui\/compare\/CompareRoom|ui\/map\/MapView|ui\/import\/ReviewRoom|state\/table-review|state\/(portable-page|link-proof|proving-link)|ui\/(proof\/LinkProofRoom|share\/ShareDialog)|ui\/workspace\/WorkspaceDialog|ui\/correction\/CorrectionLedger|ui\/editor\/(FindReplace|PlanPanel)|embedded-page)|node_modules\/parquet-wasm\/|^parquet_wasm/;

/** Libraries that only such rooms use, each in a piece of its own. */
const laterLibraries = [
  { name: 'later-xlsx', test: /node_modules\/@e965\/xlsx\// },
  { name: 'later-parquet', test: /node_modules\/parquet-wasm\// },
  { name: 'later-docx', test: /node_modules\/docx\// },
  { name: 'later-format', test: /node_modules\/(sql-formatter|nearley)\// },
];

const names = {
  chunkFileNames: ({ facadeModuleId }: { facadeModuleId: string | null }) =>
    `assets/${later.test(facadeModuleId ?? '') ? 'later-' : ''}[name]-[hash].js`,
  assetFileNames: (asset: { names: readonly string[]; originalFileNames: readonly string[] }) =>
    `assets/${[...asset.names, ...asset.originalFileNames].some((name) => later.test(name)) ? 'later-' : ''}[name]-[hash][extname]`,
};

/** Tests of the built page that say how long something may take. */
const againstTheClock = ['cancel', 'durability', 'hostile-links'].map((name) => `tests/e2e/${name}.test.ts`);

export default defineConfig({
  root: 'src',
  define: { __APP_VERSION__: JSON.stringify(version), __READER_VERSION__: JSON.stringify(readerVersion()), __SINGLE_FILE__: 'false' },
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
        ...names,
        codeSplitting: {
          groups: [
            // The first screen, in a few lines; then what the start needs, in one piece.
            {
              name: 'start',
              priority: 2,
              test: /src\/(start|first-screen|ui\/import\/dropped-files)\.ts$|index\.html/,
            },
            { name: 'page', priority: 1, tags: ['$initial'] },
            ...laterLibraries,
          ],
        },
      },
    },
  },
  // A worker in pieces: what few files need (SheetJS) comes when it is needed.
  worker: { format: 'es', rolldownOptions: { output: { ...names, codeSplitting: { groups: laterLibraries } } } },
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
    // One a core: the default leaves a core free, which of two is half.
    maxWorkers: '100%',
    // What is waited for comes late on a busy machine; a second, the default, is a test of the machine.
    expect: { poll: { timeout: 15_000 } },
    projects: [
      { extends: true, test: { name: 'unit', root: '.', include: ['tests/unit/**/*.test.ts'], environment: 'node', testTimeout: 30_000 } },
      {
        extends: true,
        test: {
          name: 'query',
          root: '.',
          include: ['tests/query/**/*.test.ts'],
          environment: 'node',
          // Each file opens an engine of its own; the modules are read once a worker.
          isolate: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
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
          exclude: againstTheClock,
          environment: 'node',
          testTimeout: 240_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e-clock',
          root: '.',
          include: againstTheClock,
          environment: 'node',
          testTimeout: 240_000,
          hookTimeout: 120_000,
          // One at a time and last: a page and its engine need both cores.
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
