-- Text functions that cleaning recipes and questions use. Each has a twin in TypeScript and a test that both agree.

-- The key by which names are compared; twin of src/core/name-key.ts. strip_accents leaves đ, so it is replaced by hand.
CREATE OR REPLACE MACRO name_key(name) AS
  regexp_replace(translate(lower(strip_accents(nfc_normalize(name))), 'đðɖ', 'ddd'), '[^a-z0-9]', '', 'g');

-- name_key without 'UBND tỉnh', 'Thành phố', 'TP.' before it; twin of unitKey in src/ingest/unit-match.ts.
CREATE OR REPLACE MACRO unit_key(name) AS
  regexp_replace(name_key(name), '^(?:ubnd|uybannhandan)?(?:tinh|thanhpho|thudo|tp)?', '');

-- NFC, plain single spaces, trimmed, empty as NULL; twin of src/ingest/plain-text.ts.
-- The guard is without regular expressions: each one that runs takes megabytes, and a table may have a thousand columns.
CREATE OR REPLACE MACRO clean_text(cell) AS
  CASE WHEN cell <> '' AND strlen(cell) = length(cell) AND NOT contains(cell, '  ') AND trim(cell) = cell AND NOT contains(cell, chr(9)) AND NOT contains(cell, chr(10))
    AND NOT contains(cell, chr(11)) AND NOT contains(cell, chr(12)) AND NOT contains(cell, chr(13)) THEN cell
  WHEN cell <> '' AND translate(cell, concat(chr(9), chr(10), chr(11), chr(12), chr(13), chr(133), chr(160), chr(5760), chr(8192), chr(8193), chr(8194), chr(8195), chr(8196), chr(8197), chr(8198), chr(8199), chr(8200), chr(8201), chr(8202), chr(8203), chr(8204), chr(8205), chr(8206), chr(8207), chr(8232), chr(8233), chr(8239), chr(8287), chr(8288), chr(12288), chr(65279)), '') = cell
    AND NOT contains(cell, '  ') AND trim(cell) = cell AND nfc_normalize(cell) = cell THEN cell
  ELSE nullif(trim(regexp_replace(regexp_replace(nfc_normalize(cell), '[\x{200b}-\x{200f}\x{2060}\x{feff}]', '', 'g'), '[\s\x{0b}\x{85}\x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}]+', ' ', 'g')), '') END;

-- A cell without apostrophe, footnote stars, percent sign, minus look-alikes and brackets; twin of numberToken in src/ingest/numbers.ts.
CREATE OR REPLACE MACRO number_token(cell) AS
  regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(cell, '^''', ''), '\s*\(?\d?\*+\)?$', ''), '\s*[%‰]$', ''), '^[−–—]', '-'), '^\((.*)\)$', '-\1');

-- The number a cell says with these marks ('' = no grouping), or NULL. Wrong grouping is no number. Twin of parseNumber in src/ingest/numbers.ts.
-- Lambdas bind a value once: a macro's argument is pasted in wherever it is named, which makes plans large.
CREATE OR REPLACE MACRO parse_number(cell, decimal_mark, thousands_mark) AS
  list_transform([CASE WHEN translate(cell, '0123456789.,+-', '') = '' THEN cell ELSE number_token(cell) END], lambda token:
    CASE WHEN regexp_full_match(token, '[-+]?(?:' || CASE thousands_mark WHEN '' THEN '' ELSE '\d{1,3}(?:[' || thousands_mark || ']\d{3})+(?:[' || decimal_mark || ']\d+)?|' END || '\d+(?:[' || decimal_mark || ']\d+)?(?:[eE][-+]?\d{1,3})?)')
      THEN nullif(nullif(try_cast(replace(CASE thousands_mark WHEN '' THEN token ELSE replace(token, thousands_mark, '') END, decimal_mark, '.') AS DOUBLE), 'inf'::DOUBLE), '-inf'::DOUBLE)
  END)[1];

-- The same for whole numbers: NULL when the number has a fraction or passes 2^53.
CREATE OR REPLACE MACRO parse_integer(cell, decimal_mark, thousands_mark) AS
  CASE WHEN translate(cell, '0123456789', '') = '' AND length(cell) BETWEEN 1 AND 18 THEN try_cast(cell AS BIGINT)
  ELSE list_transform([parse_number(cell, decimal_mark, thousands_mark)], lambda number:
    CASE WHEN number = trunc(number) AND abs(number) < 9007199254740992 THEN number::BIGINT END)[1] END;

-- The simplest numbers, without regular expressions: digits, a sign before them, at most one decimal point.
CREATE OR REPLACE MACRO parse_plain(cell) AS
  CASE WHEN translate(cell, '0123456789.-', '') = '' AND NOT starts_with(cell, '.') AND NOT ends_with(cell, '.') AND NOT starts_with(cell, '-.') THEN try_cast(cell AS DOUBLE) END;

CREATE OR REPLACE MACRO parse_plain_integer(cell) AS
  CASE WHEN translate(cell, '0123456789-', '') = '' AND length(cell) <= 19 THEN try_cast(cell AS BIGINT) END;

-- The period a cell names, as STRUCT(start_on DATE, end_on DATE, kind TEXT), or NULL; twin of src/ingest/periods.ts.
-- The text without its digits and spaces ('tháng#/#') says the form, the digits say which period.
CREATE OR REPLACE MACRO parse_period(cell) AS
  list_transform([trim(regexp_replace(regexp_replace(lower(cell), '[–—−]', '-', 'g'), '^kỳ( báo cáo)?\s*:?\s*', ''))], lambda t:
  list_transform([{'form': replace(regexp_replace(t, '\d+', '#', 'g'), ' ', ''), 'd': regexp_extract_all(t, '\d+')}], lambda x:
  list_transform([{
      'form': x.form, 'a': try_cast(x.d[1] AS INTEGER), 'b': try_cast(x.d[2] AS INTEGER), 'c': try_cast(x.d[3] AS INTEGER), 'rest': list_sum(list_transform(x.d[4:], lambda z: try_cast(z AS INTEGER))),
      'l': concat(length(x.d[1]), coalesce(length(x.d[2]), 0), coalesce(length(x.d[3]), 0)),
      'roman': CASE regexp_extract(x.form, '^(?:quý|quí|quy|q)(iv|iii|ii|i)(?:/|-|\.|năm|nam)?#$', 1) WHEN 'i' THEN 1 WHEN 'ii' THEN 2 WHEN 'iii' THEN 3 WHEN 'iv' THEN 4 END}], lambda p:
  list_transform([CASE
    WHEN regexp_full_match(p.form, '(?:ngày)?(?:#/#/#|#-#-#|#\.#\.#)(?:t?#:#(?::#(?:\.#)?)?)?|(?:ngày)?#tháng#năm#') AND coalesce(p.rest, 0) = 0 THEN CASE
      WHEN regexp_full_match(p.l, '[12][12]4') THEN {'y': p.c, 'm': p.b, 'n': p.b, 'd': p.a, 'kind': 'day'}
      WHEN regexp_full_match(p.l, '[12][12]2') THEN {'y': p.c + CASE WHEN p.c < 70 THEN 2000 ELSE 1900 END, 'm': p.b, 'n': p.b, 'd': p.a, 'kind': 'day'}
      WHEN regexp_full_match(p.l, '4[12][12]') AND p.form LIKE '#-#-#%' THEN {'y': p.a, 'm': p.b, 'n': p.b, 'd': p.c, 'kind': 'day'} END
    WHEN regexp_full_match(p.l, '[12]40') AND regexp_full_match(p.form, '(?:tháng|thang|t)#(?:/|-|\.|năm|nam)?#|#[/.-]#') THEN {'y': p.b, 'm': p.a, 'n': p.a, 'd': NULL, 'kind': 'month'}
    WHEN regexp_full_match(p.l, '4[12]0') AND regexp_full_match(p.form, '#[/m-]#') THEN {'y': p.a, 'm': p.b, 'n': p.b, 'd': NULL, 'kind': 'month'}
    WHEN p.roman IS NOT NULL AND p.l = '400' THEN {'y': p.a, 'm': p.roman * 3 - 2, 'n': p.roman * 3, 'd': NULL, 'kind': 'quarter'}
    WHEN p.l = '140' AND p.a BETWEEN 1 AND 4 AND regexp_full_match(p.form, '(?:quý|quí|quy|q)#(?:/|-|\.|năm|nam)?#') THEN {'y': p.b, 'm': p.a * 3 - 2, 'n': p.a * 3, 'd': NULL, 'kind': 'quarter'}
    WHEN p.l = '410' AND p.b BETWEEN 1 AND 4 AND regexp_full_match(p.form, '#[/-]?q#') THEN {'y': p.a, 'm': p.b * 3 - 2, 'n': p.b * 3, 'd': NULL, 'kind': 'quarter'}
    WHEN p.l = '140' AND p.a = 6 AND regexp_full_match(p.form, '#tháng(?:đầu|cuối)(?:năm)?/?#') THEN {'y': p.b, 'm': CASE WHEN p.form LIKE '%đầu%' THEN 1 ELSE 7 END, 'n': CASE WHEN p.form LIKE '%đầu%' THEN 6 ELSE 12 END, 'd': NULL, 'kind': 'half'}
    WHEN regexp_full_match(p.l, '[12]40') AND regexp_full_match(p.form, '#tháng(?:đầu)?(?:năm)?/?#|(?:lũy|luỹ)kế(?:đến)?(?:hết)?(?:tháng)?#(?:/|-|năm)#') THEN {'y': p.b, 'm': 1, 'n': p.a, 'd': NULL, 'kind': 'ytd'}
    WHEN p.l = '400' AND p.form IN ('#', 'năm#', 'nam#', 'cảnăm#') THEN {'y': p.a, 'm': 1, 'n': 12, 'd': NULL, 'kind': 'year'}
    WHEN p.l = '440' AND p.form IN ('#-#', 'năm#-#', 'giaiđoạn#-#') AND p.a <= p.b THEN {'y': p.a, 'm': 1, 'n': 12, 'd': p.b, 'kind': 'range'}
  END], lambda g: CASE
    WHEN g.y NOT BETWEEN 1900 AND 2100 OR g.m NOT BETWEEN 1 AND 12 OR g.n NOT BETWEEN 1 AND 12 THEN NULL
    WHEN g.kind = 'day' THEN CASE WHEN g.d BETWEEN 1 AND day(last_day(make_date(g.y, g.m, 1))) THEN {'start_on': make_date(g.y, g.m, g.d), 'end_on': make_date(g.y, g.m, g.d), 'kind': g.kind} END
    WHEN g.kind = 'range' THEN CASE WHEN g.d <= 2100 THEN {'start_on': make_date(g.y, 1, 1), 'end_on': make_date(g.d, 12, 31), 'kind': g.kind} END
    WHEN g.kind IS NOT NULL THEN {'start_on': make_date(g.y, g.m, 1), 'end_on': last_day(make_date(g.y, g.n, 1)), 'kind': g.kind}
  END)[1])[1])[1])[1];

-- A single day from any of the day forms, or NULL.
CREATE OR REPLACE MACRO parse_day(cell) AS
  list_transform([parse_period(cell)], lambda p: CASE WHEN p.kind = 'day' THEN p.start_on END)[1];
