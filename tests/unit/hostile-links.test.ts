import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '../../src/core/app-error';
import { readLink, writeLink } from '../../src/core/link';
import { readNotebook } from '../../src/core/notebook/notebook-file';
import { takeRecipes } from '../../src/core/notebook/notebook-recipes';
import { readRecipeFile } from '../../src/core/recipe/saved-recipe';
import { readPortable } from '../../src/ingest/portable/portable-file';
import { hostileCorpus, soundPage, type HostileCase } from '../support/fuzz/hostile';

let corpus: readonly HostileCase[];
beforeAll(async () => {
  corpus = await hostileCorpus(6);
}, 60_000);

/** What a reader made of a case: a code of the catalogue, or that it was read. Anything else that is thrown is a fault. */
async function endOf({ kind, fragment, bytes }: HostileCase): Promise<string> {
  const content = new TextDecoder().decode(bytes);
  try {
    switch (kind) {
      case 'link': {
        const page = readLink(fragment!);
        // What is read is a page that can be written again.
        if (page) expect(readLink(writeLink(page))).toEqual(page);
        return page ? 'read' : 'none';
      }
      case 'notebook': {
        const { rest, recipes } = takeRecipes(content);
        const { notebook } = readNotebook(rest);
        expect(notebook.cells.length + recipes.length).toBeLessThanOrEqual(content.length);
        return 'read';
      }
      case 'recipe':
        return readRecipeFile(content) ? 'read' : 'none';
      case 'portable':
        await readPortable({ name: 'a.doichieu', bytes });
        return 'read';
    }
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}

/** What every object would inherit. */
const inherited = () => [Object.prototype, Array.prototype, Function.prototype].map((one) => Reflect.ownKeys(one).length);
const before = inherited();
afterEach(() => {
  expect(inherited()).toEqual(before);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});

const expected: Readonly<Record<HostileCase['kind'], RegExp>> = {
  link: /^(read|none|link-damaged|link-newer)$/,
  notebook: /^read$/,
  recipe: /^(read|none)$/,
  portable: /^(read|file-damaged|file-bomb|portable-newer)$/,
};

describe('five hundred hostile links and files', () => {
  it('are five hundred, of all kinds, and the sound one among readers opens', async () => {
    expect(corpus.length).toBe(500);
    expect(readLink(writeLink(soundPage))).toEqual(soundPage);
    expect(new Set(corpus.map((one) => one.kind)).size).toBe(4);
    expect((await hostileCorpus(6)).map((one) => one.fragment)).toEqual(corpus.map((one) => one.fragment));
  });

  it.each(['link', 'notebook', 'recipe', 'portable'] as const)(
    '%s: each ends in a value or an error of the catalogue, soon',
    async (kind) => {
      const ends = new Map<string, number>();
      for (const one of corpus.filter((each) => each.kind === kind)) {
        const startedMs = performance.now();
        const end = await endOf(one).catch((cause: unknown) => {
          throw new Error(`${one.kind} · ${one.name}: ${String(cause)}`, { cause });
        });
        // A bound on what a reader may do with one file; a busy machine is slow, an endless loop is slower.
        expect(performance.now() - startedMs, `${kind} · ${one.name}`).toBeLessThan(10_000);
        expect(end, `${kind} · ${one.name}`).toMatch(expected[kind]);
        ends.set(end, (ends.get(end) ?? 0) + 1);
      }
      // A corpus that is only refused at the door, or only let in, would show nothing.
      if (kind === 'link' || kind === 'portable') expect(ends.size).toBeGreaterThan(1);
    },
  );
});
