import { DateDay, Table as ArrowTable, tableToIPC, Utf8, vectorFromArray } from 'apache-arrow';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AppError } from '../../src/core/app-error';
import type { Engine } from '../../src/core/engine';
import { tablesRead } from '../../src/core/sql/tables-read';
import { type Plain, recordsOf, type ResultTable, rowOf } from '../../src/core/result-table';

/** What the contract needs to know of the platform it runs on. */
export interface EnginePlatform {
  /** A fresh engine, ready, not locked down. */
  open(): Promise<Engine>;
  /** What `register` takes here: a File in the browser, bytes in node. */
  file(name: string, text: string): File | Uint8Array;
  /** Ends the newest engine's worker from outside, as a crash would: nothing is told to the engine. */
  kill(): Promise<void>;
  /** Address of a listener that counts requests, or null where none can be had. */
  listener?: { url: string; requests(): number };
}

const ENDLESS = 'SELECT count(*) FROM range(1e9::BIGINT) a, range(1e9::BIGINT) b';

/** The promises of the Engine port, as one test body for every implementation and platform. */
export function engineContract(platform: EnginePlatform): void {
  describe('values', () => {
    const shared = sharedEngine(platform);

    test.each<[string, Plain, string, string]>([
      ['1.25::DECIMAL(5,2)', 1.25, 'number', 'DECIMAL(5,2)'],
      ['-0.07::DECIMAL(18,2)', -0.07, 'number', 'DECIMAL(18,2)'],
      ['99999999999999999.99::DECIMAL(19,2)', '99999999999999999.99', 'number', 'DECIMAL(19,2)'],
      ['7::HUGEINT', 7, 'integer', 'HUGEINT'],
      ['-7::HUGEINT', -7, 'integer', 'HUGEINT'],
      ['170141183460469231731687303715884105727::HUGEINT', '170141183460469231731687303715884105727', 'integer', 'HUGEINT'],
      ['(SELECT sum(x::INTEGER) FROM range(1000) t(x))', 499500, 'integer', 'HUGEINT'],
      ['9007199254740991::BIGINT', 9007199254740991, 'integer', 'BIGINT'],
      ['9007199254740993::BIGINT', '9007199254740993', 'integer', 'BIGINT'],
      ['18446744073709551615::UBIGINT', '18446744073709551615', 'integer', 'UBIGINT'],
      ['340282366920938463463374607431768211455::UHUGEINT', '340282366920938463463374607431768211455', 'integer', 'UHUGEINT'],
      ['(-128)::TINYINT', -128, 'integer', 'TINYINT'],
      ['0.1::FLOAT', 0.1, 'number', 'FLOAT'],
      ['16777215::FLOAT', 16777215, 'number', 'FLOAT'],
      ['2.5::DOUBLE', 2.5, 'number', 'DOUBLE'],
      ["'nan'::DOUBLE", 'nan', 'number', 'DOUBLE'],
      ['true', true, 'boolean', 'BOOLEAN'],
      ['false', false, 'boolean', 'BOOLEAN'],
      ["DATE '2020-02-29'", '2020-02-29', 'date', 'DATE'],
      ["DATE '1945-09-02'", '1945-09-02', 'date', 'DATE'],
      ["'infinity'::DATE", 'infinity', 'date', 'DATE'],
      ["TIMESTAMP '2020-02-29 01:02:03.456789'", '2020-02-29T01:02:03.456789', 'timestamp', 'TIMESTAMP'],
      ["TIMESTAMP '1945-09-02 14:00:00'", '1945-09-02T14:00:00', 'timestamp', 'TIMESTAMP'],
      ["TIMESTAMPTZ '2020-02-29 01:02:03+07'", '2020-02-28T18:02:03Z', 'timestamp', 'TIMESTAMP WITH TIME ZONE'],
      ["TIME '01:02:03.5'", '01:02:03.5', 'other', 'TIME'],
      ["INTERVAL '14 months 3 days 90 seconds'", '14 months 3 days 00:01:30', 'other', 'INTERVAL'],
      ["'Thừa Thiên – Huế'", 'Thừa Thiên – Huế', 'text', 'VARCHAR'],
      ["''", '', 'text', 'VARCHAR'],
      ['NULL::VARCHAR', null, 'text', 'VARCHAR'],
      ['NULL::DECIMAL(5,2)', null, 'number', 'DECIMAL(5,2)'],
      ["'b'::ENUM('a', 'b')", 'b', 'text', 'ENUM'],
      ["{'e': ['đạt'::ENUM('chưa', 'đạt'), NULL]}", '{"e":["đạt",null]}', 'other', 'STRUCT(e ENUM[])'],
      ['[1, NULL, 3]', '[1,null,3]', 'other', 'INTEGER[]'],
      ['[]::INTEGER[]', '[]', 'other', 'INTEGER[]'],
      ['[1.5, 2.25]::DECIMAL(4,2)[2]', '[1.5,2.25]', 'other', 'DECIMAL(4,2)[2]'],
      [
        "{'tỉnh': 'Hà Giang', 'tỷ lệ': 7.76::DECIMAL(4,2), 'có': true}",
        '{"tỉnh":"Hà Giang","tỷ lệ":7.76,"có":true}',
        'other',
        'STRUCT(tỉnh VARCHAR, tỷ lệ DECIMAL(4,2), có BOOLEAN)',
      ],
      ["[{'n': 5::HUGEINT}]", '[{"n":5}]', 'other', 'STRUCT(n HUGEINT)[]'],
      ["MAP {'k': 1}", '[{"key":"k","value":1}]', 'other', 'MAP(VARCHAR, INTEGER)'],
      ['union_value(n := 1)', 1, 'other', 'UNION(n INTEGER)'],
      ["'01234567-89ab-cdef-0123-456789abcdef'::UUID", '01234567-89ab-cdef-0123-456789abcdef', 'text', 'VARCHAR'],
      ["'ab\\xFF'::BLOB", '6162ff', 'other', 'BLOB'],
    ])('%s', async (expression, value, type, sqlType) => {
      const table = await shared().query(`SELECT ${expression} AS v`);
      expect(table.cell(0, 0)).toEqual(value);
      expect(table.columns).toEqual([{ name: 'v', type, sqlType }]);
    });

    test('nulls among values, in every kind of column', async () => {
      const table = await shared().query(
        `SELECT CASE WHEN i % 2 = 0 THEN i::INTEGER END, CASE WHEN i % 2 = 0 THEN (i + 0.5)::DECIMAL(6,1) END, CASE WHEN i % 2 = 0 THEN i > 1 END,
           CASE WHEN i % 2 = 0 THEN 'x' || i END, CASE WHEN i % 2 = 0 THEN [i::INTEGER] END, CASE WHEN i % 2 = 0 THEN {'i': i::INTEGER} END,
           CASE WHEN i % 2 = 0 THEN i::HUGEINT END FROM range(4) t(i) ORDER BY i`,
      );
      expect([0, 1, 2, 3].map((row) => rowOf(table, row))).toEqual([
        [0, 0.5, false, 'x0', '[0]', '{"i":0}', 0],
        [null, null, null, null, null, null, null],
        [2, 2.5, true, 'x2', '[2]', '{"i":2}', 2],
        [null, null, null, null, null, null, null],
      ]);
    });

    test('statement without a result: no columns, no rows', async () => {
      for (const sql of ['CREATE VIEW nothing AS SELECT 1 AS a', 'DROP VIEW nothing', '-- ghi chú\nCREATE TABLE nothing (a INTEGER)']) {
        expect(shapeOf(await shared().query(sql)), sql).toEqual([0, 0]);
      }
      expect(shapeOf(await shared().query('SELECT 1 AS "Count" WHERE false'))).toEqual([1, 0]);
    });

    test('cell outside the table: RangeError', async () => {
      const table = await shared().query('SELECT 1');
      for (const [row, column] of [
        [1, 0],
        [0, 1],
        [-1, 0],
        [0, -1],
        [Number.NaN, 0],
      ] as const) {
        expect(() => table.cell(row, column)).toThrow(RangeError);
      }
    });

    test('equal column names stay two columns', async () => {
      const table = await shared().query('SELECT 1 AS a, 2 AS a');
      expect(table.columns.map((column) => column.name)).toEqual(['a', 'a']);
      expect(rowOf(table, 0)).toEqual([1, 2]);
    });

    test('typed columns as Arrow, stream and file: values, types and nulls; broken ones leave nothing behind', async () => {
      const data = new ArrowTable({
        'số lớn': vectorFromArray(BigInt64Array.from([9007199254740993n, -1n])),
        thực: vectorFromArray(Float64Array.from([0.1, 1e300])),
        tên: vectorFromArray(['Thừa Thiên – Huế', null], new Utf8()),
        ngày: vectorFromArray([new Date('2020-06-30T00:00:00Z'), null], new DateDay()),
      });
      for (const format of ['stream', 'file'] as const) {
        const name = `arrow_${format}`;
        await expect(shared().insertArrow(`${name}_cut`, tableToIPC(data, 'stream').slice(0, 60))).rejects.toBeInstanceOf(AppError);
        await shared().insertArrow(name, tableToIPC(data, format));
        const table = await shared().query(`SELECT * FROM ${name}`);
        expect([rowOf(table, 0), rowOf(table, 1)]).toEqual([
          ['9007199254740993', 0.1, 'Thừa Thiên – Huế', '2020-06-30'],
          [-1, 1e300, null, null],
        ]);
        expect(table.columns.map((column) => column.sqlType)).toEqual(['BIGINT', 'DOUBLE', 'VARCHAR', 'DATE']);
        expect((await shared().check(`SELECT 1 FROM ${name}_cut`))?.code).toBe('sql-unknown-table');
      }
    });

    test('script: strings, comments and semicolons inside them', async () => {
      await shared().execute(`
        CREATE TABLE script (a TEXT); -- một; hai
        INSERT INTO script VALUES ('a;b'), ('it''s'), ($$x;'y$$); /* c; /* d; */ e; */
        INSERT INTO script VALUES (E'q\\';r');;
      `);
      expect(recordsOf(await shared().query('FROM script')).map((row) => row['a'])).toEqual(['a;b', "it's", "x;'y", "q';r"]);
    });

    test('script that fails leaves no transaction open', async () => {
      await expect(shared().execute('BEGIN; CREATE TABLE half (a INTEGER); SELECT nope FROM half;')).rejects.toMatchObject({
        code: 'sql-unknown-column',
      });
      expect(await codeOf(shared().query('FROM half'))).toBe('sql-unknown-table');
    });
  });

  describe('large results', () => {
    const shared = sharedEngine(platform);

    test('a million rows are read where they lie', async () => {
      const table = await shared().query("SELECT i, i / 4 AS quarter, 'dòng ' || i AS label FROM range(1000000) t(i)");
      expect(table.rowCount).toBe(1_000_000);
      let wrong = 0;
      const started = performance.now();
      for (let page = 0; page < 100; page++) {
        const first = (page * 7_919_333) % 999_900;
        for (let row = first; row < first + 100; row++) {
          if (table.cell(row, 0) !== row || table.cell(row, 1) !== row / 4 || table.cell(row, 2) !== `dòng ${row}`) wrong++;
        }
      }
      console.info(`30,000 cells of 1 M rows: ${Math.round(performance.now() - started)} ms`);
      expect(wrong).toBe(0);
      expect(rowOf(table, 999_999)).toEqual([999_999, 249_999.75, 'dòng 999999']);
    });

    test('stream hands on the first rows before the statement is done, then growing tables, then the whole', async () => {
      const seen: { rows: number; complete: boolean; firstKept: boolean }[] = [];
      const tables: ResultTable[] = [];
      const whole = await shared().stream('SELECT i, md5(i::VARCHAR) AS m FROM range(1500000) t(i)', (rows, complete) => {
        tables.push(rows);
        seen.push({
          rows: rows.rowCount,
          complete,
          firstKept: rows.cell(0, 0) === 0,
        });
      });
      console.info(`stream: first ${seen[0]?.rows} rows, ${seen.length} tables`);
      expect(seen[0]).toMatchObject({ complete: false });
      expect(seen[0]!.rows).toBeLessThan(10_000);
      expect(seen.at(-1)).toEqual({
        rows: 1_500_000,
        complete: true,
        firstKept: true,
      });
      expect(seen.filter((step) => step.complete)).toHaveLength(1);
      expect(seen.map((step) => step.rows)).toEqual(seen.map((step) => step.rows).sort((a, b) => a - b));
      expect(tables[0]!.rowCount).toBe(seen[0]!.rows);
      expect(() => tables[0]!.cell(seen[0]!.rows, 0)).toThrow(RangeError);
      expect(whole.rowCount).toBe(1_500_000);
    });

    test('stream of nothing: one complete table with its columns', async () => {
      const seen: [number, number, boolean][] = [];
      await shared().stream('SELECT 1 AS a WHERE false', (rows, complete) => seen.push([rows.columns.length, rows.rowCount, complete]));
      expect(seen).toEqual([[1, 0, true]]);
    });
  });

  describe('cancel', () => {
    const shared = sharedEngine(platform);

    test('endless statement stops, the next one runs, and others answered meanwhile', async () => {
      const control = new AbortController();
      const endless = codeOf(shared().query(ENDLESS, { signal: control.signal }));
      await pause(300);
      const askedAt = performance.now();
      expect((await shared().query('SELECT 40 + 2')).cell(0, 0)).toBe(42);
      const answeredMs = performance.now() - askedAt;
      const abortedAt = performance.now();
      control.abort();
      expect(await endless).toBe('cancelled');
      const cancelMs = performance.now() - abortedAt;
      console.info(`cancel: ${Math.round(cancelMs)} ms; second connection answered in ${Math.round(answeredMs)} ms`);
      expect(cancelMs).toBeLessThan(1000);
      expect((await shared().query('SELECT 1')).cell(0, 0)).toBe(1);
    });

    test('more endless statements than connections: all stop, also those that wait', async () => {
      const control = new AbortController();
      const all = Array.from({ length: 6 }, () => codeOf(shared().query(ENDLESS, { signal: control.signal })));
      await pause(300);
      control.abort();
      expect(await Promise.all(all)).toEqual(Array.from({ length: 6 }, () => 'cancelled'));
      expect((await shared().query('SELECT 1')).cell(0, 0)).toBe(1);
    });

    test('stream stopped half way', async () => {
      const control = new AbortController();
      let largest = 0;
      const stopped = codeOf(
        shared().stream(
          'SELECT i FROM range(1e12::BIGINT) t(i)',
          (rows) => {
            largest = rows.rowCount;
            control.abort();
          },
          { signal: control.signal },
        ),
      );
      expect(await stopped).toBe('cancelled');
      expect(largest).toBeGreaterThan(0);
      expect((await shared().query('SELECT 1')).cell(0, 0)).toBe(1);
    });

    test('a statement that cannot be interrupted is ended with its worker; the engine comes back with its tables', async () => {
      const engine = shared();
      const remove = engine.onRestart(() => engine.execute('CREATE TABLE came_back AS SELECT 3 AS a'));
      const control = new AbortController();
      const stuck = codeOf(engine.query("SELECT levenshtein(repeat('a', 200000), repeat('b', 200000))", { signal: control.signal }));
      await pause(300);
      const bystander = engine.query('SELECT 4 AS a');
      const abortedAt = performance.now();
      control.abort();
      expect(await stuck).toBe('cancelled');
      expect(performance.now() - abortedAt).toBeGreaterThan(400);
      expect((await bystander).cell(0, 0)).toBe(4);
      console.info(`worker ended ${Math.round(performance.now() - abortedAt)} ms after the cancel`);
      expect((await engine.query('SELECT a FROM came_back')).cell(0, 0)).toBe(3);
      remove();
    });

    test('signal aborted before the start: nothing runs', async () => {
      expect(
        await codeOf(
          shared().query('CREATE TABLE never (a INTEGER)', {
            signal: AbortSignal.abort(),
          }),
        ),
      ).toBe('cancelled');
      expect(await errorOf(shared().query('FROM never'))).toMatchObject({
        code: 'sql-unknown-table',
        detail: { name: 'never' },
      });
    });

    test('signal aborted after the end changes nothing', async () => {
      const control = new AbortController();
      const table = await shared().query('SELECT 5', {
        signal: control.signal,
      });
      control.abort();
      expect(table.cell(0, 0)).toBe(5);
      expect((await shared().query('SELECT 6')).cell(0, 0)).toBe(6);
    });
  });

  describe('files', () => {
    const shared = sharedEngine(platform);

    test('a registered file is read by SQL, also one with a name like a pattern, until it is unregistered', async () => {
      const engine = shared();
      for (const name of ['Hà Giang.csv', 'thư mục/báo cáo [T6] *?.csv', "it's 100%.csv"]) {
        const path = await engine.register(name, platform.file(name, 'tinh;ty_le\nHà Giang;92,24\n'));
        expect(path.startsWith('local/')).toBe(true);
        const read = `SELECT * FROM read_csv('${path.replaceAll("'", "''")}', delim = ';', all_varchar = true)`;
        expect(recordsOf(await engine.query(read)), name).toEqual([{ tinh: 'Hà Giang', ty_le: '92,24' }]);
        await engine.unregister(name);
        expect(await codeOf(engine.query(read))).not.toBe('no error');
      }
    });

    test('registering a name again replaces the file', async () => {
      const engine = shared();
      await engine.register('again.csv', platform.file('again.csv', 'a\n1\n'));
      expect((await engine.query("SELECT a FROM read_csv('local/again.csv')")).cell(0, 0)).toBe(1);
      const path = await engine.register('again.csv', platform.file('again.csv', 'a\n2\n3\n'));
      expect((await engine.query(`SELECT max(a), count(*) FROM read_csv('${path}')`)).cell(0, 0)).toBe(3);
    });

    test('bytes given stay with the caller', async () => {
      const bytes = new TextEncoder().encode('a\n1\n');
      await shared().register('kept.csv', bytes);
      expect(bytes.byteLength).toBe(4);
    });
  });

  describe('errors', () => {
    const shared = sharedEngine(platform, async (engine) => {
      await engine.execute(`CREATE TABLE thu (doanh_thu INTEGER CHECK (doanh_thu > 0), ten TEXT PRIMARY KEY, "Đơn vị" TEXT)`);
      await engine.execute(`CREATE TABLE chi (ten TEXT)`);
    });

    test.each<[string, string, Record<string, string | number>]>([
      ['SELEC 1', 'sql-syntax', { line: 1, column: 1 }],
      ["SELECT 'ế',\n  1 +* 2 FROM thu WHERE (", 'sql-syntax', { line: 2, column: 24 }],
      ["SELECT 'không đóng", 'sql-syntax', { line: 1, column: 8 }],
      ['', 'sql-empty', {}],
      ['-- chỉ là ghi chú', 'sql-empty', {}],
      ['SELECT *\nFROM thuu', 'sql-unknown-table', { name: 'thuu', candidates: '"thu"', line: 2, column: 6 }],
      ['SELECT x.ten FROM thu', 'sql-unknown-table', { name: 'x', candidates: '"thu"', line: 1, column: 8 }],
      [
        "SELECT 'Thừa Thiên – Huế', doanh_thuu FROM thu",
        'sql-unknown-column',
        { name: 'doanh_thuu', candidates: '"doanh_thu"', line: 1, column: 28 },
      ],
      ['SELECT t.tenn FROM thu t', 'sql-unknown-column', { name: 'tenn', line: 1, column: 8 }],
      ['SELECT "đơn vi" FROM thu', 'sql-unknown-column', { name: 'đơn vi', candidates: '"Đơn vị"', line: 1, column: 8 }],
      ['SELECT * EXCLUDE (tenn) FROM thu', 'sql-unknown-column', { name: 'tenn' }],
      ['UPDATE chi SET tenn = 1', 'sql-unknown-column', { name: 'tenn', candidates: '"ten"' }],
      ['INSERT INTO chi (tenn) VALUES (1)', 'sql-unknown-column', { name: 'tenn', candidates: '"ten"' }],
      ['SELECT * FROM khong_giong_gi_ca', 'sql-unknown-table', { name: 'khong_giong_gi_ca', line: 1, column: 15 }],
      ['SELECT summ(1)', 'sql-unknown-function', { name: 'summ', line: 1, column: 8 }],
      ['SELECT current_date', 'sql-unknown-function', { name: 'current_date' }],
      ['SELECT * FROM thu, chi WHERE ten IS NULL', 'sql-ambiguous-column', { name: 'ten', candidates: '"thu.ten", "chi.ten"' }],
      ['SELECT sum(ten) FROM thu', 'sql-type', { line: 1, column: 8 }],
      ['SELECT ten + 1 FROM thu', 'sql-type', { line: 1 }],
      ['SELECT 1 = [1]', 'sql-type', { line: 1 }],
      ['SELECT CASE WHEN true THEN 1 ELSE [1] END', 'sql-type', { line: 1, column: 8 }],
      ["SELECT\n'abc'::INTEGER", 'sql-conversion', { value: 'abc', line: 2, column: 6 }],
      ["SELECT CAST(v AS DATE) FROM (VALUES ('30/02/2020')) t(v)", 'sql-conversion', { value: '30/02/2020' }],
      ['SELECT 300::TINYINT', 'sql-conversion', { value: '300' }],
      ["SELECT strptime('x', '%Y')", 'sql-conversion', { value: 'x' }],
      ["INSERT INTO thu VALUES (-1, 'a', NULL)", 'sql-constraint', {}],
      ["INSERT INTO thu VALUES (1, 'a', NULL), (2, 'a', NULL)", 'sql-constraint', {}],
      ['SELECT 1; SELECT 2', 'sql-several-statements', { line: 1, column: 11 }],
      ['EXPLAIN SELECT 1; CREATE TABLE sneaked (a INTEGER)', 'sql-several-statements', {}],
      ["SELECT error('lỗi của tôi')", 'sql-other', { reason: 'lỗi của tôi' }],
      ["SELECT * FROM read_csv('local/không có.csv')", 'sql-other', {}],
    ])('%s', async (sql, code, detail) => {
      const error = await errorOf(shared().query(sql));
      expect(error?.code).toBe(code);
      expect(error?.detail).toMatchObject(detail);
      for (const language of ['vi', 'en'] as const) {
        expect(`${error?.text(language)} ${error?.hint(language)}`).not.toMatch(/\{\w+\}|\[;|exception_type|undefined/);
      }
      expect((await shared().query('SELECT 1')).cell(0, 0)).toBe(1);
    });

    test('the text offers what was meant', async () => {
      const error = await errorOf(shared().query('SELECT doanh_thuu FROM thu'));
      expect(error?.text('vi')).toBe('Không có cột "doanh_thuu"; có phải "doanh_thu"?');
      expect(error?.text('en')).toBe('No column "doanh_thuu"; did you mean "doanh_thu"?');
    });

    test('memory that runs out is an error of the statement, not of the engine', async () => {
      const engine = shared();
      await engine.execute("SET memory_limit = '60MB'");
      expect(await codeOf(engine.query('SELECT count(*) FROM (SELECT DISTINCT md5(i::VARCHAR) FROM range(3000000) t(i))'))).toBe(
        'sql-out-of-memory',
      );
      await engine.execute('RESET memory_limit');
      expect((await engine.query('SELECT count(*) FROM thu')).cell(0, 0)).toBe(0);
    });

    test('check finds the same without running', async () => {
      const engine = shared();
      expect(await engine.check('INSERT INTO chi VALUES (1)')).toBeNull();
      expect(await engine.check('CREATE TABLE checked AS SELECT 1 AS a')).toBeNull();
      expect(await codeOf(engine.query('FROM checked'))).toBe('sql-unknown-table');
      expect((await engine.query('SELECT count(*) FROM chi')).cell(0, 0)).toBe(0);
      expect(await engine.check('SELECT 1\nFROM thuu')).toMatchObject({
        code: 'sql-unknown-table',
        detail: { name: 'thuu', line: 2, column: 6 },
      });
      expect(await engine.check('SELECT 1; SELECT 2')).toMatchObject({
        code: 'sql-several-statements',
      });
      expect(await engine.check('SELECT (')).toMatchObject({
        code: 'sql-syntax',
        detail: { line: 1 },
      });
      expect(await engine.check('SET threads = 1')).toMatchObject({
        code: 'sql-refused',
      });
    });
  });

  describe('the tables a statement reads', () => {
    const shared = sharedEngine(platform, async (engine) => {
      await engine.execute('CREATE TABLE known AS SELECT 1 AS a');
    });

    test.each([
      ['SELECT a FROM known', ['known']],
      ['FROM known SELECT a', ['known']],
      ['SELECT * FROM nowhere n WHERE n.b = 1', ['nowhere']],
      ['WITH inner_one AS (SELECT * FROM deep) SELECT x FROM inner_one', ['deep']],
      ['SELECT (SELECT max(v) FROM other) FROM known', ['known', 'other']],
      ['SELECT 1 IN (SELECT id FROM "Tên Lạ")', ['Tên Lạ']],
      ["SELECT 'FROM known' AS text, 1 AS known", []],
    ])('%s', async (sql, names) => {
      expect([...((await shared().tableNames(sql)) ?? ['?'])].sort()).toEqual([...names].sort());
      // What stands in where the engine cannot tell says the same.
      expect(tablesRead(sql).sort()).toEqual([...names].sort());
    });

    test('what it cannot tell is null, and nothing runs', async () => {
      const engine = shared();
      expect(await engine.tableNames('SELEC 1')).toBeNull();
      expect(await engine.tableNames('DROP TABLE known; SELECT 1')).toBeNull();
      expect(await engine.tableNames("ATTACH 'x.db'")).toBeNull();
      expect((await engine.query('SELECT count(*) FROM known')).cell(0, 0)).toBe(1);
    });
  });

  describe('lock-down', () => {
    const shared = sharedEngine(platform, async (engine) => {
      await engine.execute('CREATE TABLE secret AS SELECT 42 AS a');
      await engine.lockDown();
      await engine.register('later.csv', platform.file('later.csv', 'a\n1\n'));
    });
    const elsewhere = platform.listener?.url ?? 'http://127.0.0.1:9/';
    const statements = [
      `SELECT * FROM read_csv('${elsewhere}?x=' || (SELECT a FROM secret))`,
      `SELECT * FROM read_csv('${elsewhere}')`,
      `SELECT * FROM read_text(['${elsewhere}'])`,
      `SELECT * FROM '${elsewhere}x.csv'`,
      `SELECT * FROM "${elsewhere}x.csv"`,
      `COPY secret TO '${elsewhere}out.csv'`,
      `COPY (SELECT * FROM secret) TO 'out.csv'`,
      `COPY secret TO 'local/../out.csv'`,
      `COPY secret FROM '/etc/passwd'`,
      `SELECT * FROM read_text('/etc/passwd')`,
      `SELECT * FROM read_csv('local/../x.csv')`,
      `SELECT * FROM glob('*')`,
      `SELECT * FROM read_csv('opfs://x.csv')`,
      'LOAD icu',
      'INSTALL icu',
      "ATTACH 'x.db'",
      "/* x */ attach ':memory:' AS m",
      'DETACH memory',
      'SET threads = 2',
      'SET lock_configuration = false',
      'RESET threads',
      'PRAGMA threads = 1',
      "EXPORT DATABASE 'x'",
      "IMPORT DATABASE 'x'",
      'CREATE SECRET s (TYPE s3)',
      'BEGIN',
      'CALL pragma_version()',
      "SELECT TIMESTAMP '2020-01-01' AT TIME ZONE 'UTC'",
      "SELECT timezone('UTC', TIMESTAMP '2020-01-01')",
    ];

    test.each(statements)('refused: %s', async (sql) => {
      const error = await errorOf(shared().query(sql));
      expect(error?.code).toBe('sql-refused');
      expect(String(error?.detail['what'])).not.toBe('');
      expect((await shared().check(sql))?.code ?? 'sql-refused').toBe('sql-refused');
    });

    test('the engine refuses by itself what reaches it as a script', async () => {
      const reached = statements.filter(
        (sql) => /read_|glob|LOAD|'x\.db'|COPY|EXPORT|SET|threads/.test(sql) && !/ZONE|\(SELECT a/.test(sql),
      );
      expect(reached.length).toBeGreaterThan(12);
      for (const sql of reached) expect(await codeOf(shared().execute(sql)), sql).toBe('sql-refused');
    });

    test.each([
      ["SELECT a FROM read_csv('local/later.csv')", 1],
      ["SELECT a FROM 'local/later.csv'", 1],
      ["SELECT count(*) FROM glob('local/*')", 1],
      ["SELECT 'http://example.org/x.csv' AS a", 'http://example.org/x.csv'],
      ["SELECT 'at time zone; SET x = 1' AS a", 'at time zone; SET x = 1'],
      ['SELECT a FROM secret; -- hết', 42],
      ['SELECT a AS "set" FROM secret', 42],
      ['SELECT count(*) > 1 FROM (DESCRIBE SELECT 1 AS a, 2 AS b)', true],
      ["SELECT now() > TIMESTAMP '2020-01-01'", true],
    ])('allowed: %s', async (sql, value) => {
      expect((await shared().query(sql)).cell(0, 0)).toBe(value);
    });

    test.each([
      ["SELECT date_trunc('day', now())", 'LOAD icu'],
      ["SELECT TIMESTAMP '2020-01-01' AT TIME ZONE 'UTC'", 'AT TIME ZONE'],
      ['SET threads = 2', 'SET threads'],
      ["SELECT * FROM read_csv('local/../x.csv')", 'local/../x.csv'],
    ])('the refusal says what: %s', async (sql, what) => {
      const error = await errorOf(
        shared()
          .query(sql)
          .catch((refusal: AppError) => (/^SET/.test(sql) ? shared().execute(sql) : Promise.reject(refusal))),
      );
      expect(error).toMatchObject({ code: 'sql-refused', detail: { what } });
    });

    test('no request has reached the listener', () => {
      if (platform.listener) expect(platform.listener.requests()).toBe(0);
    });

    test('lock and files hold after a restart; asking for the lock again does no harm', async () => {
      const engine = shared();
      await engine.restart();
      await engine.lockDown();
      expect(await codeOf(engine.execute('SET threads = 1'))).toBe('sql-refused');
      expect(await codeOf(engine.execute(`SELECT * FROM read_csv('${elsewhere}')`))).toBe('sql-refused');
      expect((await engine.query("SELECT a FROM read_csv('local/later.csv')")).cell(0, 0)).toBe(1);
    });
  });

  describe('restart', () => {
    const shared = sharedEngine(platform);

    test('what runs is lost, listeners put the tables back, what came meanwhile waits for them', async () => {
      const engine = shared();
      const path = await engine.register('back.csv', platform.file('back.csv', 'a\n7\n'));
      const steps: string[] = [];
      const remove = engine.onRestart(async () => {
        await engine.execute(`CREATE TABLE back AS FROM read_csv('${path}')`);
        await pause(50);
        steps.push('tables are back');
      });
      const endless = codeOf(engine.query(ENDLESS));
      await pause(100);
      const restarting = engine.restart();
      const meanwhile = engine.query('SELECT a FROM back').then((table) => {
        steps.push('waiting query ran');
        return table.cell(0, 0);
      });
      expect(await endless).toBe('engine-lost');
      await restarting;
      expect(await meanwhile).toBe(7);
      expect(steps).toEqual(['tables are back', 'waiting query ran']);
      remove();
      await engine.restart();
      expect(await codeOf(engine.query('FROM back'))).toBe('sql-unknown-table');
      expect(steps).toHaveLength(2);
    });

    test('a killed worker is noticed and replaced, tables included', async () => {
      const engine = shared();
      const remove = engine.onRestart(() => engine.execute('CREATE TABLE again AS SELECT 9 AS a'));
      const endless = codeOf(engine.query(ENDLESS));
      await pause(100);
      const killedAt = performance.now();
      await platform.kill();
      expect(await endless).toBe('engine-lost');
      const noticedMs = performance.now() - killedAt;
      expect((await engine.query('SELECT a FROM again')).cell(0, 0)).toBe(9);
      console.info(`kill noticed after ${Math.round(noticedMs)} ms, answering again after ${Math.round(performance.now() - killedAt)} ms`);
      remove();
    });

    test('an engine that dies while its tables are put back starts once more', async () => {
      const engine = shared();
      let attempts = 0;
      const remove = engine.onRestart(async () => {
        attempts++;
        if (attempts === 1) await platform.kill();
        await engine.execute('CREATE TABLE second_try AS SELECT 2 AS a');
      });
      await engine.restart();
      remove();
      expect(attempts).toBe(2);
      expect((await engine.query('SELECT a FROM second_try')).cell(0, 0)).toBe(2);
    });

    test('a listener that fails does not keep the engine down', async () => {
      const engine = shared();
      const remove = engine.onRestart(() => Promise.reject(new Error('file is gone')));
      await engine.restart();
      expect((await engine.query('SELECT 1')).cell(0, 0)).toBe(1);
      remove();
    });
  });

  describe('life', () => {
    test('names its version, answers no more once closed', async () => {
      const engine = await platform.open();
      expect(await engine.version()).toMatch(/^DuckDB v\d+\.\d+\.\d+ \(wasm\)$/);
      const endless = codeOf(engine.query(ENDLESS));
      await pause(50);
      await engine.close();
      expect(await endless).toBe('engine-lost');
      expect(await codeOf(engine.query('SELECT 1'))).toBe('engine-lost');
      expect(await codeOf(engine.restart())).toBe('engine-lost');
    });
  });
}

/** One engine for the tests of a block. */
function sharedEngine(platform: EnginePlatform, prepare: (engine: Engine) => Promise<void> = async () => {}): () => Engine {
  let engine: Engine | undefined;
  beforeAll(async () => {
    engine = await platform.open();
    await prepare(engine);
  });
  afterAll(() => engine?.close());
  return () => {
    if (!engine) throw new Error('engine is not open');
    return engine;
  };
}

function shapeOf(table: ResultTable): [columns: number, rows: number] {
  return [table.columns.length, table.rowCount];
}

async function errorOf(run: Promise<unknown>): Promise<AppError | null> {
  try {
    await run;
    return null;
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}

async function codeOf(run: Promise<unknown>): Promise<string> {
  return (await errorOf(run))?.code ?? 'no error';
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
