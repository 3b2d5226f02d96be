import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideEncoding, legacyEncoding } from '../../src/ingest/encoding';
import { mendLetters } from '../../src/ingest/letters/cell-letters';
import { fromLegacy, type LegacyFont } from '../../src/ingest/letters/legacy-fonts';
import { LettersMender } from '../../src/ingest/letters/letters-mender';
import { undoEscapes, undoMojibake, undoUtf7, upperWestern } from '../../src/ingest/letters/mojibake';
import { isSyllable } from '../../src/ingest/letters/syllable';

/** UTF-8 read as windows-1252. */
const misread = (text: string) =>
  Array.from(new TextEncoder().encode(text), (byte) => {
    const one = String.fromCharCode(byte);
    return byte > 0x7f && byte < 0xa0 ? upperWestern(one) : one;
  }).join('');
const latin1 = (text: string) => Uint8Array.from(text, (one) => one.charCodeAt(0));

describe('syllables', () => {
  it('knows Vietnamese by its grammar', () => {
    const words =
      'Đắk Lắk Kạn Thừa Thiên Huế Nguyễn Quảng Ngãi nghiêng giếng gì giữa quốc quyết khuỷu uỷ ủy hoà hòa thuỷ yêu xoong ướt Đăk ngoằn ngoèo tuyệt';
    expect(words.split(' ').filter((word) => !isSyllable(word))).toEqual([]);
  });

  it('and what is none', () => {
    const words = 'Müller naïve façade año so© ®èi Tæng Néi xuyªn bắcx tât cach thuộcc Ðà';
    expect(words.split(' ').filter(isSyllable)).toEqual([]);
  });
});

describe('letters of a cell', () => {
  it.each<[string, LegacyFont | null, string | null]>([
    ['Chi th\u00adêng xuyªn', null, 'Chi thường xuyên'],
    ['c©n ®èi DỰ TOÁN', null, 'cân đối DỰ TOÁN'],
    ['Chi thường xuyªn, Trong đã', null, 'Chi thường xuyên, Trong đó'],
    ['Bé Tµi chÝnh', null, 'Bộ Tài chính'],
    ['Tæng', 'tcvn3', 'Tổng'],
    ['Sè', 'tcvn3', 'Số'],
    ['Së Néi vô', 'tcvn3', 'Sở Nội vụ'],
    ['Thaønh phoá Hoà Chí Minh', null, 'Thành phố Hồ Chí Minh'],
    ['Ñaø Naüng', null, 'Đà Nẵng'],
    ['HÃ  Ná»™i', null, 'Hà Nội'],
    [misread('Đắk Lắk – 50 %'), null, 'Đắk Lắk – 50 %'],
    [misread(misread('Thành phố Hồ Chí Minh')), null, 'Thành phố Hồ Chí Minh'],
    [`Kế hoạch ${misread('năm 2020')}`, null, 'Kế hoạch năm 2020'],
    ['Ðồng Nai', null, 'Đồng Nai'],
    ['Bình +AC0- Phước', null, 'Bình - Phước'],
    ['B<U+1EAE>C GIANG', null, 'BẮC GIANG'],
    // Nothing is wrong with these, or nothing is sure.
    ['hoà, hoá, toà, quý', null, null],
    ['Thanh Hoá', null, null],
    ['Tæng', null, null],
    ['Café São Paulo', null, null],
    ['10 m² – 5°C', null, null],
    ['© 2020 Bộ Y tế', null, null],
    ['«Báo cáo»', null, null],
    ['a+BCD-e', null, null],
    ['B\ufffdNH', null, null],
  ])('%s', (cell, font, text) => {
    expect(mendLetters(cell, font)?.text ?? null).toBe(text);
  });

  it('never invents what is lost', () => {
    expect(mendLetters('B\ufffd R<U+1ECA>A', null)?.text).toBe('B\ufffd RỊA');
  });

  it('has all 74 codes of TCVN3', () => {
    expect(new Set('¡¢£¤¥¦§¨©ª«¬\u00ad®µ¶·¸¹»¼½¾'.split('').map((one) => fromLegacy(one, 'tcvn3'))).size).toBe(23);
    expect(fromLegacy('\u00adþß', 'tcvn3')).toBe('ưỵò');
  });
});

describe('a table', () => {
  const rows = (...cells: string[][]) => cells.map((one, i) => ({ line: i + 1, cells: one }));

  it('lets the column decide for cells that do not tell, and says what it did', () => {
    const mender = new LettersMender();
    const mended = mender.mend(rows(['§¬n vÞ', 'Ghi chú'], ['Hµ Néi', 'quý I'], ['Tæng', 'Sè'], ['Sè', 'có'], ['12', 'đủ']));
    expect(mended.map(({ cells }) => cells.join('|'))).toEqual(['Đơn vị|Ghi chú', 'Hà Nội|quý I', 'Tổng|Sè', 'Số|có', '12|đủ']);
    expect(mender.issues('t')).toEqual([
      expect.objectContaining({
        code: 'text-tcvn3',
        rows: 4,
        examples: expect.arrayContaining([{ row: 3, before: 'Tæng', after: 'Tổng' }]),
      }),
    ]);
  });

  it('capitals of an H font come back as capitals; rows without fault are the same rows', () => {
    const mender = new LettersMender();
    const clean = { line: 2, cells: ['Huế', '1'] };
    const [first, second] = mender.mend([{ line: 1, cells: ['tæng céng'], fonts: ['tcvn3-capitals'] }, clean]);
    expect(first?.cells).toEqual(['TỔNG CỘNG']);
    expect(second).toBe(clean);
  });
});

describe('bytes of old fonts', () => {
  it.each<[LegacyFont, string]>([
    ['tcvn3', 'TØnh;Sè hå s¬\nHµ Néi;12\nThõa Thiªn HuÕ;7\n'],
    ['vni', 'Tænh;Soá hoà sô\nHaø Noäi;12\nThöøa Thieân Hueá;7\n'],
  ])('%s', async (font, text) => {
    expect(legacyEncoding(latin1(text))).toEqual({ encoding: 'windows-1252', font });
    expect(await decideEncoding({ name: 'x', bytes: latin1(text) })).toMatchObject({ font });
    expect(fromLegacy(text, font)).toBe('Tỉnh;Số hồ sơ\nHà Nội;12\nThừa Thiên Huế;7\n');
  });
});

describe('whatever comes', () => {
  const odd = fc.string({ unit: fc.constantFrom(...'aêộÃ¡º»Ä\u0090ÐµöÂ+-/AC0<U>1EF \u00ad\u00a0\ufffd€™'), maxLength: 40 });
  it('decoders end, and keep plain text as it is', () => {
    fc.assert(
      fc.property(odd, (text) => {
        for (const undo of [undoMojibake, undoUtf7, undoEscapes]) expect(undo(text).length).toBeLessThanOrEqual(text.length);
        for (const font of [null, 'tcvn3', 'vni'] as const) mendLetters(text, font);
      }),
    );
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'abc đêộưỹẶ0,.'), maxLength: 30 }), (text) => {
        expect(mendLetters(text, null)).toBeNull();
      }),
    );
  });

  it('what was misread comes back', () => {
    const syllable = fc.constantFrom('Hà', 'Nội', 'Đắk', 'Lắk', 'Huế', 'Quảng', 'Ngãi', 'Vĩnh', 'Phúc', 'kế', 'hoạch', 'được');
    fc.assert(
      fc.property(fc.array(syllable, { minLength: 1, maxLength: 5 }), fc.integer({ min: 1, max: 2 }), (words, times) => {
        const text = words.join(' ');
        let broken = text;
        for (let i = 0; i < times; i++) broken = misread(broken);
        expect(mendLetters(broken, null)?.text).toBe(text);
      }),
    );
  });
});
