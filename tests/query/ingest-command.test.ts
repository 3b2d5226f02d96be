import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ingestFiles } from '../../src/build/ingest/ingest-files';
import { knowledgeFromFiles } from '../../src/build/ingest/knowledge-files';
import { outputNames } from '../../src/build/ingest/output-names';
import type { Engine } from '../../src/core/engine';
import { readKnowledge } from '../../src/jobs/read-knowledge';
import { loadReference } from '../support/load-reference';
import { openNodeEngine } from '../support/node-engine';

let folder: string;
let engine: Engine;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ingest-'));
  engine = await openNodeEngine();
  await loadReference(engine);
});
afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true });
});

const sheet = 'BÁO CÁO QUÝ\n\nĐơn vị;Hồ sơ;Hồ sơ;\nHà Giang;1.234,5;"a;b";x\nLào Cai;7,25;;y\nTổng cộng;1.241,75;;\n';

function put(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const read = (name: string) => readFileSync(join(folder, name), 'utf8');

describe('npm run ingest', () => {
  it('knows from files what it would know from the engine', async () => {
    expect(knowledgeFromFiles()).toEqual(await readKnowledge(engine));
  });

  it('names what it writes after the file, with the ending where two would clash', () => {
    expect(outputNames(['x/a.xls', 'b.v2.csv', 'y/A.csv', '.env', 'z/a.xls'])).toEqual(['a.xls', 'b.v2', 'A.csv', '.env', 'a.xls-2']);
  });

  it('--raw: heads and rows as in the file; an empty file is empty, a bad one stops nobody', async () => {
    const paths = [
      put('picture.csv', Uint8Array.from([0x89, 0x50, 0x4e, 0x47])),
      put('quy.csv', sheet),
      put('empty.csv', ''),
      'not-there.csv',
    ];
    const done = await ingestFiles(paths, { mode: 'raw', out: join(folder, 'raw') });
    expect(done.map((file) => file.error?.code ?? null)).toEqual(['file-binary', null, null, 'file-unreadable']);
    expect(read('raw/quy.csv')).toBe('Đơn vị,Hồ sơ,Hồ sơ,\r\nHà Giang,"1.234,5",a;b,x\r\nLào Cai,"7,25",,y\r\n');
    expect(read('raw/empty.csv')).toBe('');
    expect(readdirSync(join(folder, 'raw')).sort()).toEqual([
      'empty.csv',
      'empty.report.json',
      'not-there.report.json',
      'picture.report.json',
      'quy.csv',
      'quy.report.json',
    ]);
    const report = JSON.parse(read('raw/quy.report.json'));
    expect(report).toMatchObject({ encoding: 'utf-8', dialect: { delimiter: ';' }, counts: { read: 6, data: 2, title: 1, total: 1 } });
    expect(report.issues).toContainEqual(
      expect.objectContaining({
        code: 'duplicate-column',
        column: 'Hồ sơ',
        rows: 1,
        message: { vi: expect.any(String), en: expect.any(String) },
      }),
    );
    expect(JSON.parse(read('raw/picture.report.json')).error.code).toBe('file-binary');
  });

  it('--clean: typed, with unit codes, totals marked', async () => {
    await ingestFiles([put('quy.csv', sheet)], { mode: 'clean', out: join(folder, 'clean') });
    expect(read('clean/quy.csv')).toBe(
      [
        'Đơn vị,Hồ sơ,Hồ sơ_2,column_4,unit_code,unit_system,unit_name,row_kind,_row',
        'Hà Giang,1234.5,a;b,x,02,63,Hà Giang,data,4',
        'Lào Cai,7.25,,y,10,63,Lào Cai,data,5',
        'Tổng cộng,1241.75,,,,,,total,6',
        '',
      ].join('\r\n'),
    );
  });

  it('never writes over what it reads', async () => {
    const [file] = await ingestFiles([put('here.csv', sheet)], { mode: 'raw', out: folder });
    expect(file?.error?.code).toBe('file-unreadable');
    expect(read('here.csv')).toBe(sheet);
  });
});
