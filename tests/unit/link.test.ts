import fc from 'fast-check';
import { deflateSync, inflateSync, strFromU8, strToU8 } from 'fflate';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../src/core/app-error';
import { maxFragmentLength, readLink, writeLink } from '../../src/core/link';
import { queryCell, type SharedPage } from '../../src/core/notebook/notebook';

const page: SharedPage = {
  language: 'vi',
  samples: true,
  needs: [{ table: 'mot_cua', file: 'một cửa.csv' }],
  corrections: [],
  room: null,
  recipes: [],
  notebook: {
    title: 'Họp giao ban',
    cells: [
      { kind: 'text', id: 'c1', collapsed: false, markdown: '# Đúng hạn <script>alert(1)</script>' },
      { kind: 'input', id: 'c2', collapsed: false, label: null, source: null, name: 'as_of', type: 'date', value: '2020-12-31' },
      queryCell('c3', 'scorecard', { units: ['63:02', '63:20'] }),
    ],
  },
};

function codeOf(fragment: string): string {
  try {
    readLink(fragment);
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
  return 'read';
}

const packed = (value: unknown, version = 1) =>
  `v${version}.${Buffer.from(deflateSync(strToU8(typeof value === 'string' ? value : JSON.stringify(value)))).toString('base64url')}`;

describe('a link', () => {
  it('gives back the page it was written from', () => {
    expect(readLink(writeLink(page))).toEqual(page);
    expect(readLink(`#${writeLink(page)}`)).toEqual(page);
  });

  it('is the same for equal pages, whatever the order of their keys', () => {
    const reordered = {
      corrections: [],
      room: null,
      recipes: [],
      notebook: page.notebook,
      samples: page.samples,
      needs: page.needs,
      language: page.language,
    } satisfies SharedPage;
    expect(writeLink(reordered)).toBe(writeLink(page));
  });

  it('uses only characters that survive in a URL fragment', () => {
    expect(writeLink(page)).toMatch(/^v1\.[A-Za-z0-9_-]+$/);
  });

  it('is null when there is none', () => {
    expect(readLink('')).toBeNull();
    expect(readLink('#')).toBeNull();
  });

  it('opens what was written before cells had names, and writes it the same again', () => {
    const before = {
      language: page.language,
      samples: page.samples,
      needs: page.needs,
      notebook: {
        title: 'Họp giao ban',
        cells: [
          { kind: 'text', id: 'c1', markdown: '# Đúng hạn' },
          { kind: 'query', id: 'c2', question: 'scorecard', sql: null, params: {}, view: null, chart: null },
        ],
      },
    };
    const old = `v1.${Buffer.from(deflateSync(strToU8(JSON.stringify(before)), { level: 9 })).toString('base64url')}`;
    const opened = readLink(old)!;
    expect(opened.notebook.cells[1]).toEqual(queryCell('c2', 'scorecard'));
    const written = Buffer.from(writeLink(opened).slice(3), 'base64url');
    expect(JSON.parse(strFromU8(inflateSync(written)))).toEqual(before);
  });

  it('survives any text in any cell', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), (sql, markdown) => {
        const any: SharedPage = {
          ...page,
          notebook: {
            title: 't',
            cells: [
              { kind: 'text', id: 'a', collapsed: false, markdown },
              { ...queryCell('b', null), sql: sql.toWellFormed() },
            ],
          },
        };
        expect(readLink(writeLink(any))).toEqual(any);
      }),
    );
  });
});

describe('a hostile or broken link', () => {
  it('is named as damaged', () => {
    const whole = writeLink(page);
    expect(codeOf('rubbish')).toBe('link-damaged');
    expect(codeOf('v1.')).toBe('link-damaged');
    expect(codeOf(whole.slice(0, whole.length - 20))).toBe('link-damaged');
    expect(codeOf(packed('{"notebook":'))).toBe('link-damaged');
    expect(codeOf(packed({ ...page, extra: 1 }))).toBe('link-damaged');
    expect(codeOf(packed('{"__proto__":{"polluted":true}}'))).toBe('link-damaged');
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(codeOf(packed({ ...page, notebook: { title: 't', cells: [queryCell('x', 'a'), queryCell('x', 'b')] } }))).toBe('link-damaged');
    expect(codeOf('v1.' + 'A'.repeat(maxFragmentLength))).toBe('link-damaged');
  });

  it('that unpacks to a huge text is refused without unpacking it', () => {
    expect(codeOf(packed('0'.repeat(20_000_000)))).toBe('link-damaged');
  });

  it('of a newer form says so', () => {
    expect(codeOf(packed(page, 3))).toBe('link-newer');
  });

  it('never makes anything but a page or a catalogued error', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(['link-damaged', 'link-newer', 'read']).toContain(codeOf(`v1.${Buffer.from(text).toString('base64url')}`));
        expect(['link-damaged', 'link-newer', 'read']).toContain(codeOf(text));
      }),
    );
  });
});
