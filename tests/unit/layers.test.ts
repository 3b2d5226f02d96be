import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Who may import whom; `src/ARCHITECTURE.md` says why. */
const mayImport: Record<string, readonly string[]> = {
  core: ['core'],
  ingest: ['ingest', 'core'],
  engine: ['engine', 'core', 'generated'],
  storage: ['storage', 'core'],
  jobs: ['jobs', 'ingest', 'core'],
  state: ['state', 'jobs', 'ingest', 'core'],
  ui: ['ui', 'state', 'jobs', 'ingest', 'core'],
  build: ['build', 'jobs', 'ingest', 'engine', 'core'],
  main: ['main', 'ui', 'state', 'jobs', 'ingest', 'engine', 'storage', 'core', 'generated'],
};

/** Packages that only one layer may use. */
const packageHome: readonly (readonly [pattern: RegExp, layers: readonly string[]])[] = [
  [/^@duckdb\/duckdb-wasm/, ['engine']],
  [/^apache-arrow/, ['engine']],
  [/^idb$/, ['storage']],
  [/^svelte(\/|$)/, ['state', 'ui', 'main']],
  [/^(vega|vega-lite|vega-embed|vega-interpreter)$/, ['ui']],
  [/^(node:|fs$|path$)/, ['build', 'node engine']],
  [/^(codemirror|@codemirror\/|bits-ui|@fontsource\/|markdown-it|dompurify)/, ['ui']],
];

interface Import {
  readonly file: string;
  readonly layer: string;
  readonly to: string;
}

const root = join(import.meta.dirname, '../../src');
const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => /\.(ts|svelte)$/.test(file));
const layerOf = (file: string) => (file.includes('/') ? file.split('/')[0]! : 'main');
/** The one file outside build/ that needs node: it starts the engine there. */
const homeOf = (file: string) => (file === 'engine/node-engine.ts' ? ['engine', 'node engine'] : [layerOf(file)]);

const imports: Import[] = files.flatMap((file) => {
  const text = readFileSync(join(root, file), 'utf8');
  const found = text.matchAll(
    /(?:^|\n)\s*(?:import|export)\b[^'"`;]*?from\s*['"]([^'"]+)['"]|(?:^|\n)\s*import\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/g,
  );
  return [...found].map((match) => ({ file, layer: layerOf(file), to: (match[1] ?? match[2] ?? match[3])! }));
});
const inside = imports.filter((one) => one.to.startsWith('.'));
const target = (one: Import) => normalize(join(dirname(one.file), one.to));

describe('the layers', () => {
  it('are all known', () => {
    expect([...new Set(files.map(layerOf))].filter((layer) => !(layer in mayImport))).toEqual([]);
    expect(imports.length).toBeGreaterThan(50);
  });

  it('import only what lies below them', () => {
    const wrong = inside
      .filter((one) => !target(one).startsWith('..'))
      .filter((one) => !mayImport[one.layer]!.includes(layerOf(target(one))))
      .map((one) => `${one.file} imports ${target(one)}`);
    expect(wrong).toEqual([]);
  });

  it('keep each package in its one home', () => {
    const wrong = imports.flatMap((one) =>
      packageHome
        .filter(([pattern, homes]) => pattern.test(one.to) && !homeOf(one.file).some((home) => homes.includes(home)))
        .map(() => `${one.file} imports ${one.to}`),
    );
    expect(wrong).toEqual([]);
  });

  it('have no cycles', () => {
    const next = new Map<string, string[]>();
    for (const one of inside) {
      const to = [target(one), `${target(one)}.ts`].find((path) => files.includes(path));
      if (to) next.set(one.file, [...(next.get(one.file) ?? []), to]);
    }
    const done = new Set<string>();
    const cycles: string[] = [];
    const visit = (file: string, path: string[]) => {
      if (path.includes(file)) cycles.push([...path.slice(path.indexOf(file)), file].join(' → '));
      else if (!done.has(file)) {
        for (const to of next.get(file) ?? []) visit(to, [...path, file]);
        done.add(file);
      }
    };
    for (const file of files) visit(file, []);
    expect(cycles).toEqual([]);
  });

  it('vega-embed is imported by one component', () => {
    expect([...new Set(imports.filter((one) => one.to === 'vega-embed').map((one) => one.file))].length).toBeLessThanOrEqual(1);
  });

  it('have no file that only re-exports, and none with a name that says nothing', () => {
    const names = files.filter((file) => /(utils|helpers|common|misc|manager)\b/i.test(relative('.', file)) || /\/index\.ts$/.test(file));
    expect(names).toEqual([]);
  });

  it('keep runes state in state/ and use $effect sparingly', () => {
    expect(files.filter((file) => file.endsWith('.svelte.ts') && layerOf(file) !== 'state')).toEqual([]);
    const effects = files
      .filter((file) => file.endsWith('.svelte') || file.endsWith('.svelte.ts'))
      .flatMap((file) => {
        const count = readFileSync(join(root, file), 'utf8').match(/\$effect(\.pre)?\(/g)?.length ?? 0;
        return count ? [`${file}: ${count}`] : [];
      });
    const total = effects.reduce((sum, line) => sum + Number(line.split(': ')[1]), 0);
    expect(total, effects.join('\n')).toBeLessThanOrEqual(5);
  });
});
