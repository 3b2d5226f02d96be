import { unzipSync, zipSync } from 'fflate';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../src/core/app-error';
import { readPortable, writePortable, type PortableContent } from '../../src/ingest/portable/portable-file';
import { isSealed, sealFile, unsealFile } from '../../src/ingest/portable/sealed-file';
import type { SourceFile } from '../../src/ingest/source-file';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const content: PortableContent = {
  title: 'Họp giao ban',
  notebook: '---\ntitle: Họp giao ban\n---\n\n# Đúng hạn\n',
  language: 'vi',
  samples: false,
  corrections: [],
  files: [
    { name: 'một cửa.csv', bytes: bytesOf('Tỉnh;Hồ sơ\nHà Giang;12\n') },
    { name: 'thư mục/một cửa.csv', bytes: bytesOf('khác\n1\n') },
    { name: '../../lạ?.csv', bytes: bytesOf('lạ\n2\n') },
  ],
  tables: [],
  results: [{ cell: 'c1', title: 'Bảng điểm', sql: 'SELECT 1', content: 'a'.repeat(64), rows: 1, csv: 'a\n1\n' }],
};
const made = { app: '0.1.0', at: '2026-11-30T08:00:00Z' };
const joined = (chunks: readonly Uint8Array[]) => new Uint8Array(Buffer.concat(chunks));
const asFile = (bytes: Uint8Array): SourceFile => ({ name: 'a.doichieu', bytes });

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
  return 'read';
}

describe('a portable file', () => {
  it('gives back what was put in, under the names the files had', async () => {
    const read = await readPortable(asFile(joined(await writePortable(content, made))));
    expect(read).toEqual({ content, app: '0.1.0', madeAt: made.at, damaged: [] });
  });

  it('is a zip that any tool can unpack, with harmless paths', async () => {
    const entries = Object.keys(unzipSync(joined(await writePortable(content, made))));
    expect(entries[0]).toBe('manifest.json');
    expect(entries).toEqual(
      expect.arrayContaining(['notebook.md', 'README.txt', 'data/một cửa.csv', 'data/thư mục_một cửa.csv', 'results/c1.csv']),
    );
    expect(entries.filter((path) => path.includes('../') || path.startsWith('/') || path.includes('?'))).toEqual([]);
  });

  it('is the same for equal content', async () => {
    expect(joined(await writePortable(content, made))).toEqual(joined(await writePortable(content, made)));
  });

  it('names the file that was changed, and gives the rest', async () => {
    const entries = unzipSync(joined(await writePortable(content, made)));
    entries['data/một cửa.csv'] = bytesOf('Tỉnh;Hồ sơ\nHà Giang;13\n');
    const read = await readPortable(asFile(zipSync(entries)));
    expect(read.damaged).toEqual(['một cửa.csv']);
    expect(read.content.files.map((one) => one.name)).toEqual(['thư mục/một cửa.csv', '../../lạ?.csv']);
  });

  it('of a newer app is refused by name; one without a sound manifest as damaged', async () => {
    const entries = unzipSync(joined(await writePortable(content, made)));
    const manifest = JSON.parse(new TextDecoder().decode(entries['manifest.json'])) as object;
    const withManifest = (value: unknown) => asFile(zipSync({ ...entries, 'manifest.json': bytesOf(JSON.stringify(value)) }));
    expect(await codeOf(readPortable(withManifest({ ...manifest, version: 2 })))).toBe('portable-newer');
    expect(await codeOf(readPortable(withManifest({ ...manifest, files: 7 })))).toBe('file-damaged');
    expect(await codeOf(readPortable(withManifest('__proto__')))).toBe('file-damaged');
    expect(await codeOf(readPortable(asFile(zipSync({ 'a.csv': bytesOf('a') }))))).toBe('file-damaged');
  });

  it('cut or changed anywhere never throws anything but an error of the catalogue', async () => {
    const whole = joined(await writePortable(content, made));
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.integer({ min: 0, max: 255 }), fc.boolean(), async (at, byte, cut) => {
        const changed = cut ? whole.slice(0, at) : whole.slice();
        if (!cut) changed[at] = byte;
        await codeOf(readPortable(asFile(changed)));
      }),
      { numRuns: 150, seed: 6 },
    );
  });
});

describe('a sealed file', () => {
  const random = (count: number) => new Uint8Array(count).map((_, i) => (i * 37) % 251);
  const large: SourceFile = { name: 'a.doichieu', bytes: new Uint8Array(2_500_000).map((_, i) => i % 253) };

  it('opens with its password only, and says nothing of its content', async () => {
    const sealed = joined(await sealFile(large, 'mật khẩu', random, 1_000));
    expect(isSealed(sealed)).toBe(true);
    expect(Buffer.from(sealed).includes('manifest')).toBe(false);
    const opened = await unsealFile(asFile(sealed), 'mật khẩu'.normalize('NFD'));
    expect('bytes' in opened && Buffer.compare(opened.bytes, 'bytes' in large ? large.bytes : new Uint8Array())).toBe(0);
    expect(await codeOf(unsealFile(asFile(sealed), 'mat khau'))).toBe('portable-password');
  });

  it('with a byte changed, a piece swapped, left out or cut does not open', async () => {
    const sealed = joined(await sealFile(large, 'a', random, 1_000));
    const piece = 1024 * 1024 + 16;
    const head = sealed.length - 2_500_000 - 3 * 16;
    const [one, two, three] = [0, 1, 2].map((i) => sealed.slice(head + i * piece, head + (i + 1) * piece)) as [
      Uint8Array,
      Uint8Array,
      Uint8Array,
    ];
    const broken = [
      joined([sealed.slice(0, head), two, one, three]),
      joined([sealed.slice(0, head), one, two]),
      joined([sealed.slice(0, head), one, three]),
      sealed.slice(0, sealed.length - 1),
      sealed.map((byte, i) => (i === head + 5 ? byte ^ 1 : byte)),
    ];
    for (const bytes of broken) expect(await codeOf(unsealFile(asFile(bytes), 'a'))).toBe('portable-password');
  });

  it('that asks for endless rounds is refused at once', async () => {
    const sealed = joined(await sealFile({ name: 'a', bytes: new Uint8Array(3) }, 'a', random, 1_000));
    new DataView(sealed.buffer).setUint32(9, 0xffffffff);
    expect(await codeOf(unsealFile(asFile(sealed), 'a'))).toBe('file-damaged');
  });
});
