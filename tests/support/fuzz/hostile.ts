import { deflateSync, strToU8, zipSync } from 'fflate';
import { writeLink } from '../../../src/core/link';
import { queryCell, type SharedPage } from '../../../src/core/notebook/notebook';
import { writeNotebook } from '../../../src/core/notebook/notebook-file';
import { withRecipes } from '../../../src/core/notebook/notebook-recipes';
import { writeRecipeFile, type SavedRecipe } from '../../../src/core/recipe/saved-recipe';
import { writePortable } from '../../../src/ingest/portable/portable-file';
import { Draw } from '../corpus/seeded';
import { mutated } from './mutated';

/** Something that a stranger may send. */
export interface HostileCase {
  readonly kind: 'link' | 'notebook' | 'recipe' | 'portable';
  readonly name: string;
  /** A link's fragment; null for a file. */
  readonly fragment: string | null;
  readonly bytes: Uint8Array;
}

/** Text that runs where it is put into a page unguarded: it sets `window.hostile`. */
export const script =
  '<img src=x onerror="window.hostile=1"><script>window.hostile=1</script><svg onload="window.hostile=1"></svg>[a](javascript:window.hostile=1)';

/** SQL that wants out, or wants everything; `url` is another origin. */
export const hostileSql = (url: string): readonly string[] => [
  `SELECT * FROM read_csv('${url}a.csv')`,
  `SELECT * FROM read_text('/etc/passwd')`,
  `COPY (SELECT * FROM observation) TO '${url}copy.csv'`,
  `ATTACH '${url}leak.db' AS leak`,
  `INSTALL httpfs`,
  `SET enable_external_access = true`,
  `SELECT 1; DROP TABLE unit`,
  `WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n FROM r) SELECT count(*) FROM r`,
  `SELECT count(*) FROM range(1000000000) a, range(1000000000) b WHERE a.range % 7 = b.range % 11`,
  `SELECT range AS n, range + 1 AS m, range * 2 AS k FROM range(10000000000)`,
  `SELECT repeat('x', 2000000000)`,
  `SELECT list(range) FROM range(2000000000)`,
];

const saved: SavedRecipe = {
  name: 'a.csv',
  columns: ['Tỉnh', 'Hồ sơ'],
  recipe: {
    version: 1,
    system: null,
    steps: [
      { op: 'keep-rows', kinds: ['data'] },
      { op: 'compute', name: 'x', sql: '1 + 1' },
    ],
  },
};

export const soundPage: SharedPage = {
  language: 'vi',
  samples: true,
  needs: [{ table: 'a', file: 'a.csv' }],
  corrections: [],
  room: null,
  recipes: [saved],
  notebook: {
    title: 'Sổ',
    cells: [
      { kind: 'text', id: 'c1', collapsed: false, markdown: '# Đúng hạn' },
      { kind: 'input', id: 'c2', collapsed: false, label: null, source: null, name: 'as_of', type: 'date', value: '2020-12-31' },
      { ...queryCell('c3', null), sql: 'SELECT 1 AS n', name: 'mot', title: 'Một' },
      { kind: 'sheet', id: 'c4', collapsed: false, name: 'tay', columns: [{ name: 'a', type: 'text', formula: null }], rows: [['x']] },
      { kind: 'divider', id: 'c5', collapsed: false, title: 'Trang' },
    ],
  },
  proof: {
    tables: [
      {
        table: 'a',
        content: 'a'.repeat(32),
        file: null,
        rows: 10,
        columns: ['Hồ sơ', 'Tỉnh'],
        unitSystems: ['63'],
        period: null,
        rowMarks: '0'.repeat(96),
        columnMarks: '01234567',
        own: null,
      },
    ],
    results: [{ cell: 'c3', rows: 1, content: 'b'.repeat(32) }],
  },
};

/** The page with script in every text that takes any text. */
export const scriptPage: SharedPage = {
  ...soundPage,
  needs: [{ table: script, file: script }],
  recipes: [{ ...saved, name: script, columns: [script] }],
  notebook: {
    title: script,
    cells: [
      { kind: 'text', id: 'c1', collapsed: false, markdown: `# ${script}\n\n${script}` },
      { kind: 'input', id: 'c2', collapsed: false, label: script, source: [script], name: 'a', type: 'choice', value: script },
      { ...queryCell('c3', null), sql: `SELECT '${script.replaceAll("'", "''")}' AS "${script.replaceAll('"', '""')}"`, title: script },
      {
        kind: 'sheet',
        id: 'c4',
        collapsed: false,
        name: 'tay',
        columns: [{ name: script, type: 'text', formula: null }],
        rows: [[script]],
      },
      { kind: 'divider', id: 'c5', collapsed: false, title: script },
    ],
  },
  proof: {
    tables: soundPage.proof!.tables.map((one) => ({
      ...one,
      table: script,
      columns: [script, `${script}2`],
      unitSystems: ['<b>1</b>'],
      own: script,
    })),
    results: soundPage.proof!.results,
  },
};

export const packed = (json: string, version = 2): string =>
  `v${version}.${Buffer.from(deflateSync(strToU8(json), { level: 9 })).toString('base64url')}`;
const link = (name: string, fragment: string): HostileCase => ({ kind: 'link', name, fragment, bytes: strToU8(fragment) });
const text = (kind: 'notebook' | 'recipe', name: string, content: string): HostileCase => ({
  kind,
  name,
  fragment: null,
  bytes: strToU8(content),
});

/** Values that stand where others are expected. */
const wrongValues: readonly string[] = [
  ...['null', '-1', '1e400', '[]', '{}', 'true', '""', JSON.stringify(script), JSON.stringify('\u0000\u202e\ud800')],
  ...['{"__proto__":{"polluted":1}}', '{"constructor":{"prototype":{"polluted":1}}}', '"__proto__"', '"constructor"'],
  `"${'x'.repeat(200_001)}"`,
  `[${'0,'.repeat(20_000)}0]`,
  `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
];

/** Every place of a JSON value, as the path to it. */
function placesOf(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  const inner =
    typeof value === 'object' && value !== null ? Object.entries(value).flatMap(([key, one]) => placesOf(one, [...path, key])) : [];
  return path.length > 0 ? [path, ...inner] : inner;
}

const hole = '\u0001hole\u0001';
/** The JSON of a value with other JSON at a place, as it stands: also what no JavaScript value could hold. */
function withAt(value: unknown, path: readonly string[], json: string): string {
  const copy = structuredClone(value) as Record<string, unknown>;
  const parent = path.slice(0, -1).reduce<Record<string, unknown>>((one, key) => one[key] as Record<string, unknown>, copy);
  parent[path.at(-1)!] = hole;
  return JSON.stringify(copy).replace(JSON.stringify(hole), () => json);
}

/** One value at one place, drawn anew until `count` different ones are there. */
function misfits(value: unknown, count: number, draw: Draw): string[] {
  const places = placesOf(value);
  const found = new Set<string>();
  while (found.size < count) found.add(withAt(value, draw.of(places), draw.of(wrongValues)));
  return [...found];
}

/** Five hundred links and files, the same for the same seed. */
export async function hostileCorpus(seed: number): Promise<HostileCase[]> {
  const draw = new Draw(seed);
  const cut = (bytes: Uint8Array) => bytes.slice(0, draw.below(bytes.length));
  const ofEach = <T>(count: number, make: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));
  const sound = writeLink(soundPage);
  const json = JSON.stringify(soundPage);
  const deep = (n: number) => `${'{"a":'.repeat(n)}1${'}'.repeat(n)}`;
  const huge = (cells: number) => ({
    ...soundPage,
    notebook: { title: 'x', cells: ofEach(cells, (i) => ({ ...queryCell(`c${i}`, null), sql: 'SELECT 1 -- '.repeat(50) })) },
  });

  const links = [
    ...ofEach(30, () => link('cut', sound.slice(0, draw.below(sound.length)))),
    ...ofEach(60, (i) =>
      link('bits turned', `v2.${Buffer.from(mutated(Buffer.from(sound.slice(3), 'base64url'), seed + i)).toString('base64url')}`),
    ),
    ...[1, 5, 20].map((mb) => link('bomb', packed(`{"notebook":"${'0'.repeat(mb * 1_000_000)}"}`))),
    ...[1_000, 20_000, 150_000].map((n) => link('deep', packed(deep(n)))),
    ...['v3.', 'v999999.', 'v0.', 'v-1.', 'V1.', 'v1', 'v1.%00', 'v2.====', 'v9999999999.AA', '__proto__'].map((head) =>
      link('version', head + sound.slice(3)),
    ),
    ...ofEach(90, () => link('misfit', packed(misfits(soundPage, 1, draw)[0]!))),
    ...[200, 201, 3_000].map((n) => link('huge', packed(JSON.stringify(huge(n))))),
    link('keys', packed(json.replace('{', '{"__proto__":{"polluted":1},'))),
  ];
  const notebook = withRecipes(writeNotebook(soundPage.notebook, new Map()), [saved]);
  const notebooks = [
    ...ofEach(50, (i) => ({ ...text('notebook', 'bits turned', ''), bytes: mutated(strToU8(notebook), seed + i) })),
    ...ofEach(15, () => text('notebook', 'cut', notebook.slice(0, draw.below(notebook.length)))),
    ...ofEach(15, () =>
      text(
        'notebook',
        'recipe misfit',
        `---\ndoi-chieu: 1\n---\n\n\`\`\`recipe\n${misfits({ 'doi-chieu': 'recipe', ...saved, ...saved.recipe }, 1, draw)[0]}\n\`\`\`\n`,
      ),
    ),
    ...['```', '>', '- ', '<div>', '[', '|', '`'].map((one) => text('notebook', 'deep', `---\ndoi-chieu: 1\n---\n${one.repeat(60_000)}\n`)),
    text('notebook', 'script', `---\ndoi-chieu: 1\ntitle: ${script}\n__proto__: 1\nconstructor: 2\n---\n\n${script}\n`),
    text('notebook', 'newer', '---\ndoi-chieu: 99\n---\n\n# a\n'),
    text('notebook', 'huge', `---\ndoi-chieu: 1\n---\n${'\n```sql\nSELECT 1;\n```\n'.repeat(5_000)}`),
    text(
      'notebook',
      'keys',
      `---\ndoi-chieu: 1\n---\n\n\`\`\`sql\n-- name: __proto__\n-- param.__proto__: 1\n-- id: constructor\nSELECT 1;\n\`\`\`\n`,
    ),
  ];
  const recipe = writeRecipeFile(saved);
  const flat = { 'doi-chieu': 'recipe', name: saved.name, columns: saved.columns, ...saved.recipe };
  const recipes = [
    ...ofEach(30, (i) => ({ ...text('recipe', 'bits turned', ''), bytes: mutated(strToU8(recipe), seed + i) })),
    ...misfits(flat, 60, draw).map((one) => text('recipe', 'misfit', one)),
    text('recipe', 'deep', deep(200_000)),
    text('recipe', 'keys', recipe.replace('{', '{"__proto__":{"polluted":1},')),
  ];
  const whole = new Uint8Array(
    Buffer.concat(
      await writePortable(
        {
          title: 'Sổ',
          notebook,
          language: 'vi',
          samples: true,
          corrections: [],
          files: [{ name: 'a.csv', bytes: strToU8('a;b\n1;2\n') }],
          tables: [],
          results: [],
        },
        { app: '1', at: '2026-01-01T00:00:00Z' },
      ),
    ),
  );
  const manifest = {
    format: 'doi-chieu',
    version: 1,
    app: '1',
    madeAt: '',
    title: 'x',
    language: 'vi',
    samples: true,
    corrections: [],
    notebook: { path: 'notebook.md', sha256: '0'.repeat(64) },
    files: [{ path: 'data/a.csv', name: '../../a.csv', sha256: '0'.repeat(64), sizeBytes: 1 }],
    tables: [],
    results: [],
  };
  const zip = (entries: Record<string, Uint8Array>): Uint8Array => zipSync(entries, { level: 6 });
  const portable = (name: string, bytes: Uint8Array): HostileCase => ({ kind: 'portable', name, fragment: null, bytes });
  const portables = [
    ...ofEach(45, (i) => portable('bits turned', mutated(whole, seed + i))),
    ...ofEach(15, () => portable('cut', cut(whole))),
    ...misfits(manifest, 40, draw).map((one) =>
      portable('misfit', zip({ 'manifest.json': strToU8(one), 'notebook.md': strToU8(notebook) })),
    ),
    portable('bomb', zip({ 'manifest.json': new Uint8Array(25_000_000) })),
    portable('bomb', zip({ 'manifest.json': strToU8(JSON.stringify(manifest)), 'notebook.md': new Uint8Array(25_000_000) })),
    portable('newer', zip({ 'manifest.json': strToU8(JSON.stringify({ ...manifest, version: 99 })) })),
    portable('deep', zip({ 'manifest.json': strToU8(deep(200_000)) })),
  ];
  const all = [...links, ...notebooks, ...recipes, ...portables];
  return [
    ...all,
    ...ofEach(500 - all.length, (i) =>
      link('noise', `v${1 + (i % 2)}.${Buffer.from(ofEach(200, () => draw.below(256))).toString('base64url')}`),
    ),
  ];
}
