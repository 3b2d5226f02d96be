import { describe, expect, it } from 'vitest';
import { nameKey } from '../../src/core/name-key';
import { pieceDelimiter } from '../../src/ingest/csv-chunks';
import type { Knowledge } from '../../src/ingest/knowledge';
import { PartReader } from '../../src/ingest/part-reader';
import { prepareFile } from '../../src/ingest/prepare-file';
import type { PreparedTable } from '../../src/ingest/prepared-table';
import type { Merge } from '../../src/ingest/sheet';

const provinces = ['Hà Nội', 'Hải Phòng', 'Hà Giang', 'Yên Bái', 'Huế', 'Cà Mau'];
const knowledge: Knowledge = {
  units: provinces.map((nameVi, i) => ({ unitId: `63:${i}`, unitSystem: '63', code: String(i), nameVi, kind: 'province' })),
  aliases: new Map([['63', new Map(provinces.map((name, i) => [nameKey(name), `63:${i}`]))]]),
  systems: [],
};

interface ReadTable extends PreparedTable {
  /** Raw rows as text: cells, then line and kind. */
  readonly rows: readonly string[];
}

function collector() {
  const texts: string[] = [];
  return {
    texts,
    options: {
      onTable: async () => void texts.push(''),
      onChunk: async (csv: Uint8Array) => void (texts[texts.length - 1] += new TextDecoder().decode(csv)),
    },
  };
}

async function readText(text: string): Promise<ReadTable[]> {
  const { texts, options } = collector();
  const tables = await prepareFile({ name: 'a.csv', bytes: new TextEncoder().encode(text) }, 'a', knowledge, options);
  return tables.map((table, i) => ({ ...table, rows: (texts[i] ?? '').trimEnd().split('\n') }));
}

async function readGrid(rows: readonly (readonly string[])[], merges: readonly Merge[] = []): Promise<ReadTable[]> {
  const { texts, options } = collector();
  const reader = new PartReader({ file: 'a.xlsx', table: 'a', index: 0, sheet: 'S', label: null, headed: false }, knowledge, options, {
    merges,
  });
  await reader.take(rows.map((cells, i) => ({ line: i + 1, cells })));
  const tables = await reader.finish();
  return tables.map((table, i) => ({ ...table, encoding: 'utf-8', dialect: null, rows: (texts[i] ?? '').trimEnd().split('\n') }));
}

const kindsOf = (table: ReadTable | undefined) => table?.rows.map((row) => row.slice(row.lastIndexOf(pieceDelimiter) + 1)).join(' ');
const codes = (table: ReadTable | undefined) => table?.issues.map((issue) => issue.code) ?? [];

describe('heads', () => {
  it.each<[string, string, readonly string[]]>([
    ['one row', 'a,b\nx,1\ny,2', ['a', 'b']],
    ['the same row twice', 'day,qty\nday,qty\nx,1\ny,2', ['day', 'qty']],
    ['merged group heads', 'unit,cases,,note\n,early,late,\nx,1,2,n\ny,3,4,n', ['unit', 'cases › early', 'cases › late', 'note']],
    [
      'a group row with gaps in front',
      ',,cases,,costs,\nno,unit,early,late,own,all\n1,x,1,2,3,4\n2,y,3,4,5,6',
      ['no', 'unit', 'cases › early', 'cases › late', 'costs › own', 'costs › all'],
    ],
    ['words printed over two rows', 'TỔNG THU,TỶ LỆ\nNSNN,\n5,6\n7,8\n9,1', ['TỔNG THU NSNN', 'TỶ LỆ']],
    ['two languages', 'Province,Entry,Land\nTỉnh,Gia nhập,Đất đai\nx,1,2\ny,3,4', ['Tỉnh', 'Gia nhập', 'Đất đai']],
    ['two languages in each cell', '"Thu nội địa\nDomestic revenues","Chi đầu tư\nInvestment"\n1,2\n3,4', ['Thu nội địa', 'Chi đầu tư']],
    ['years under a group', 'unit,population,\n,2019,2020\nx,10,20\ny,30,40', ['unit', 'population › 2019', 'population › 2020']],
    ['names of variables below', 'Tỉnh,Chỉ số một,Chỉ số hai\nid_x,c1_2005,c2_new\nx,1,2\ny,3,4', ['Tỉnh', 'Chỉ số một', 'Chỉ số hai']],
  ])('%s', async (_, text, names) => {
    const [table, more] = await readText(text);
    expect(more).toBeUndefined();
    expect(table?.columns).toEqual(names);
    expect(table?.counts.data).toBe(2 + (text.includes('NSNN') ? 1 : 0));
  });

  it('does not take a record of words for a second row of heads', async () => {
    const [table] = await readText('name,note\nAn,none yet\nBo,12\nCy,13\n');
    expect(table?.counts).toMatchObject({ header: 1, data: 3 });
  });

  it('uses what a sheet says of merged cells', async () => {
    const merge = { fromRow: 1, toRow: 1, fromColumn: 1, toColumn: 2 };
    const [table] = await readGrid(
      [
        ['Tỉnh', 'Thu', '', ''],
        ['', 'a', 'b', 'c'],
        ['x', '1', '2', '3'],
        ['y', '1', '2', '3'],
      ],
      [merge],
    );
    expect(table?.columns).toEqual(['Tỉnh', 'Thu › a', 'Thu › b', 'c']);
  });

  it.each([
    ['none', '1,2,x\n3,4,y\n5,6,z', 3, 'no-header'],
    ['only heads', 'a,b,c', 0, 'file-no-rows'],
    ['one record', 'a,b,c\n1,2,x', 1, null],
  ] as const)('%s', async (_, text, data, code) => {
    const [table] = await readText(text);
    expect(table?.counts.data).toBe(data);
    if (code) expect(codes(table)).toContain(code);
    else expect(codes(table)).toEqual([]);
  });

  it('keeps the formulas of a row of column codes', async () => {
    const [table] = await readText('unit,all,early,late,share\nA,1=2+3,2,3,4=2/1*100\nx,3,1,2,33.3\ny,7,3,4,42.9\n');
    expect(table?.formulas.map(({ column, expression }) => [column, expression])).toEqual([
      [1, '#2 + #3'],
      [4, '#2 / #1 * 100'],
    ]);
  });
});

describe('rows that are no data', () => {
  const head = 'id,name,qty,price,kind\n';
  const data = '1,x,5,1.5,a\n2,y,6,2.5,b\n3,z,7,3.5,c\n';
  it.each([
    ['preamble', `PREAMBLE\nPREAMBLE\n${head}${data}`, 'title title header data data data'],
    ['preamble with delimiters and a blank row', `PREAMBLE,,,,\n,,,,\n${head}${data}`, 'title blank header data data data'],
    ['footnotes', `${head}${data}FOOTNOTE\nFOOTNOTE\n`, 'header data data data note note'],
    ['footnotes with delimiters behind a blank row', `${head}${data},,,,\nFOOTNOTE,,,,\n`, 'header data data data blank note'],
    ['heads again on a new page', `${head}${data}${head}${data}`, 'header data data data repeated-header data data data'],
    ['sections', `${head}1,x,5,1,a\nGROUP B,,,,\n2,y,6,2,b\nGROUP C,,,,\n3,z,7,3,c\n`, 'header data section data section data'],
    ['a total', `${head}${data},Total,18,7.5,\n`, 'header data data data total'],
    ['median and highest', `${head}${data},Median,6,2.5,\n,Max,7,3.5,\n`, 'header data data data summary summary'],
    ['a record named Max', `${head}${data}4,Max,6,2.5,d\n5,w,6,2.5,d\n`, 'header data data data data data'],
    ['a record that says little', `${head}${data}4,,,,\n5,w,1,1,a\n`, 'header data data data data data'],
  ])('%s', async (_, text, kinds) => {
    const [table, more] = await readText(text);
    expect(more).toBeUndefined();
    expect(kindsOf(table)).toBe(kinds);
  });

  it('takes a roman or lettered running number for the head of a group', async () => {
    const [table] = await readText('STT,Tỉnh,Thu\nI,Miền núi,30\n1,Hà Giang,10\n2,Yên Bái,20\nII,Ven biển,50\n3,Huế,20\n4,Cà Mau,30\n');
    expect(kindsOf(table)).toBe('header section data data section data data');
    expect(table?.reshaped).toEqual(['STT', 'Tỉnh', 'Thu', 'nhóm']);
  });
});

describe('several tables', () => {
  const first = 'id,name,qty,price\n1,x,5,1.5\n2,y,6,2.5\n3,z,7,3.5\n';
  it.each([
    ['fewer columns, a blank row between', `${first}\nid,name,qty\n1,x,5\n2,y,6\n`, [3, 2], [4, 3]],
    ['fewer columns, nothing between', `${first}id,name,qty\n1,x,5\n2,y,6\n`, [3, 2], [4, 3]],
    ['more columns, nothing between', `${first}id,name,qty,price,col1,col2\n1,x,5,1,a,b\n2,y,6,2,a,b\n`, [3, 2], [4, 6]],
    ['other heads, a title between', `${first}\nSecond table\nyear,region,sales,cost\n2019,n,10,1\n2020,s,20,2\n`, [3, 2], [4, 4]],
  ])('%s', async (_, text, data, widths) => {
    const tables = await readText(text);
    expect(tables.map((table) => table.counts.data)).toEqual(data);
    expect(tables.map((table) => table.columns.length)).toEqual(widths);
    expect(codes(tables[0])).toContain('several-tables');
    expect(tables.reduce((sum, table) => sum + table.read, 0)).toBe(text.trimEnd().split('\n').length);
  });

  it.each([
    ['blank rows between records', 'a,b\nx,1\n\ny,2\n\nz,3\n'],
    ['a table of words with blank rows', 'name,home\nAn,Huế\n\nBình,Vinh\n\nChi,Hà Nội\n'],
    ['records with missing figures', 'a,b,c\nx,1,2\n\nv,,-\ny,3,4\n'],
  ])('is one table: %s', async (_, text) => expect(await readText(text)).toHaveLength(1));

  it('side by side under the same heads', async () => {
    const tables = await readText('name,qty,,name,qty\nx,1,,v,4\ny,2,,w,5\nz,3,,,\n');
    expect(tables.map((table) => table.counts.data)).toEqual([3, 2]);
  });
});

describe('reshaping', () => {
  it('turns units that stand as columns into rows', async () => {
    const [table] = await readText('Chỉ số,Hà Nội,Huế,Cà Mau\nthu,1,2,3\nchi,4,5,6\n');
    expect(table?.reshaped).toEqual(['Chỉ số', 'đơn vị', 'giá trị']);
    expect(table?.plans.map((plan) => plan.role)).toEqual(['text', 'unit', 'number']);
    expect(codes(table)).toContain('units-as-columns');
  });

  it('takes pairs apart that are sorted each by itself', async () => {
    const [table] = await readText('Tỉnh,Đất đai,,Minh bạch\nHà Nội,9,Huế,8\nHuế,8,Cà Mau,7\nCà Mau,7,Yên Bái,6\nYên Bái,6,Hà Nội,5\n');
    expect(table?.reshaped).toEqual(['chỉ tiêu', 'tên', 'giá trị']);
    expect(table?.recipe.steps[0]).toMatchObject({ op: 'unpivot', blocks: [{ label: 'Đất đai' }, { label: 'Minh bạch' }] });
  });

  it('turns blocks under top heads into rows', async () => {
    const [table] = await readText('Tỉnh,DỰ TOÁN,,QUYẾT TOÁN,\n,Thu,Chi,Thu,Chi\nx,1,2,3,4\ny,5,6,7,8\n');
    expect(table?.reshaped).toEqual(['Tỉnh', 'khối', 'Thu', 'Chi']);
  });

  it('splits composite cells', async () => {
    const [table] = await readGrid([
      ['Tỉnh', 'Cử tri'],
      ['x', '401.092 (98,72%)'],
      ['y', '407.673 (99,10%)'],
    ]);
    expect(table?.reshaped).toEqual(['Tỉnh', 'Cử tri', 'Cử tri (%)']);
    expect(table?.plans.map((plan) => plan.role)).toEqual(['text', 'number', 'number']);
  });

  it('leaves an ordinary wide table alone', async () => {
    const [table] = await readText('unit,2019,2020\nx,1,2\ny,3,4\n');
    expect(table?.reshaped).toEqual(table?.columns);
  });
});
