-- Text functions that cleaning recipes and questions use. Each has a twin in TypeScript and a test that both agree.

-- The key by which names are compared; twin of src/core/name-key.ts. strip_accents leaves đ, so it is replaced by hand.
CREATE OR REPLACE MACRO name_key(name) AS
  regexp_replace(translate(lower(strip_accents(nfc_normalize(name))), 'đðɖ', 'ddd'), '[^a-z0-9]', '', 'g');

-- name_key without 'UBND tỉnh', 'Thành phố', 'TP.' before it; twin of unitKey in src/ingest/unit-match.ts.
CREATE OR REPLACE MACRO unit_key(name) AS
  regexp_replace(name_key(name), '^(?:ubnd|uybannhandan)?(?:tinh|thanhpho|thudo|tp)?', '');

-- NFC, plain single spaces, trimmed, empty as NULL; twin of src/ingest/plain-text.ts.
CREATE OR REPLACE MACRO clean_text(cell) AS
  CASE WHEN regexp_full_match(cell, '[!-~]+( [!-~]+)*') THEN cell
  ELSE nullif(trim(regexp_replace(regexp_replace(nfc_normalize(cell), '[\x{200b}-\x{200f}\x{2060}\x{feff}]', '', 'g'), '[\s\x{0b}\x{85}\x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}]+', ' ', 'g')), '') END;

-- A cell without apostrophe, footnote stars, percent sign, minus look-alikes and brackets; twin of numberToken in src/ingest/numbers.ts.
CREATE OR REPLACE MACRO number_token(cell) AS
  regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(cell, '^''', ''), '\s*\(?\d?\*+\)?$', ''), '\s*[%‰]$', ''), '^[−–—]', '-'), '^\((.*)\)$', '-\1');

-- The number a cell says with these marks ('' = no grouping), or NULL. Wrong grouping is no number. Twin of parseNumber in src/ingest/numbers.ts.
CREATE OR REPLACE MACRO parse_number(cell, decimal_mark, thousands_mark) AS
  CASE
    WHEN regexp_full_match(cell, '[-+]?\d+') THEN try_cast(cell AS DOUBLE)
    WHEN thousands_mark <> '' AND regexp_full_match(number_token(cell), '[-+]?\d{1,3}(?:' || CASE thousands_mark WHEN '.' THEN '\.' ELSE thousands_mark END || '\d{3})+(?:' || CASE decimal_mark WHEN '.' THEN '\.' ELSE ',' END || '\d+)?')
      THEN try_cast(replace(replace(number_token(cell), thousands_mark, ''), decimal_mark, '.') AS DOUBLE)
    WHEN regexp_full_match(number_token(cell), '[-+]?\d+(?:' || CASE decimal_mark WHEN '.' THEN '\.' ELSE ',' END || '\d+)?(?:[eE][-+]?\d{1,3})?')
      THEN nullif(nullif(try_cast(replace(number_token(cell), decimal_mark, '.') AS DOUBLE), 'inf'::DOUBLE), '-inf'::DOUBLE)
  END;

-- The same for whole numbers: NULL when the number has a fraction or passes 2^53.
CREATE OR REPLACE MACRO parse_integer(cell, decimal_mark, thousands_mark) AS
  CASE
    WHEN regexp_full_match(cell, '-?\d{1,18}') THEN try_cast(cell AS BIGINT)
    WHEN parse_number(cell, decimal_mark, thousands_mark) = trunc(parse_number(cell, decimal_mark, thousands_mark)) AND abs(parse_number(cell, decimal_mark, thousands_mark)) < 9007199254740992
      THEN parse_number(cell, decimal_mark, thousands_mark)::BIGINT
  END;

CREATE OR REPLACE MACRO period_span(year_text, first_month, last_month, kind) AS
  CASE WHEN try_cast(year_text AS INTEGER) BETWEEN 1900 AND 2100 AND first_month BETWEEN 1 AND 12 AND last_month BETWEEN first_month AND 12
    THEN {'start_on': make_date(try_cast(year_text AS INTEGER), first_month, 1), 'end_on': last_day(make_date(try_cast(year_text AS INTEGER), last_month, 1)), 'kind': kind} END;

CREATE OR REPLACE MACRO period_day(year_text, month_text, day_text) AS
  CASE WHEN year(try_cast(CASE WHEN length(year_text) > 2 THEN year_text WHEN try_cast(year_text AS INTEGER) < 70 THEN '20' || lpad(year_text, 2, '0') ELSE '19' || year_text END || '-' || month_text || '-' || day_text AS DATE)) BETWEEN 1900 AND 2100
    THEN {'start_on': try_cast(CASE WHEN length(year_text) > 2 THEN year_text WHEN try_cast(year_text AS INTEGER) < 70 THEN '20' || lpad(year_text, 2, '0') ELSE '19' || year_text END || '-' || month_text || '-' || day_text AS DATE),
          'end_on': try_cast(CASE WHEN length(year_text) > 2 THEN year_text WHEN try_cast(year_text AS INTEGER) < 70 THEN '20' || lpad(year_text, 2, '0') ELSE '19' || year_text END || '-' || month_text || '-' || day_text AS DATE), 'kind': 'day'} END;

-- The period a cell names, as STRUCT(start_on DATE, end_on DATE, kind TEXT), or NULL; twin of src/ingest/periods.ts, form by form in the same order.
CREATE OR REPLACE MACRO parse_period(cell) AS
  list_transform([trim(regexp_replace(regexp_replace(lower(cell), '[–—−]', '-', 'g'), '^kỳ( báo cáo)?\s*:?\s*', ''))], lambda t: CASE
    WHEN regexp_full_match(t, '\d{4}-\d{1,2}-\d{1,2}(?:[ t]00:00(?::00(?:\.0+)?)?)?')
      THEN period_day(regexp_extract(t, '^(\d{4})-(\d{1,2})-(\d{1,2})', 1), regexp_extract(t, '^(\d{4})-(\d{1,2})-(\d{1,2})', 2), regexp_extract(t, '^(\d{4})-(\d{1,2})-(\d{1,2})', 3))
    WHEN regexp_full_match(t, '(?:ngày )?\d{1,2} ?(?:/ ?\d{1,2} ?/|\. ?\d{1,2} ?\.|- ?\d{1,2} ?-) ?(?:\d{4}|\d{2})(?: 00:00(?::00)?)?')
      THEN period_day(regexp_extract(t, '(\d{1,2}) ?[/.-] ?(\d{1,2}) ?[/.-] ?(\d{4}|\d{2})', 3), regexp_extract(t, '(\d{1,2}) ?[/.-] ?(\d{1,2}) ?[/.-] ?(\d{4}|\d{2})', 2), regexp_extract(t, '(\d{1,2}) ?[/.-] ?(\d{1,2}) ?[/.-] ?(\d{4}|\d{2})', 1))
    WHEN regexp_full_match(t, '(?:ngày )?\d{1,2} tháng \d{1,2} năm \d{4}')
      THEN period_day(regexp_extract(t, '(\d{1,2}) tháng (\d{1,2}) năm (\d{4})', 3), regexp_extract(t, '(\d{1,2}) tháng (\d{1,2}) năm (\d{4})', 2), regexp_extract(t, '(\d{1,2}) tháng (\d{1,2}) năm (\d{4})', 1))
    WHEN regexp_full_match(t, '(?:tháng|thang|t) ?\d{1,2} ?(?:/|-|\.| năm | nam | )? ?\d{4}')
      THEN period_span(right(t, 4), try_cast(regexp_extract(t, '^\D+(\d{1,2}?) ?(?:/|-|\.| năm | nam | )? ?\d{4}$', 1) AS INTEGER), try_cast(regexp_extract(t, '^\D+(\d{1,2}?) ?(?:/|-|\.| năm | nam | )? ?\d{4}$', 1) AS INTEGER), 'month')
    WHEN regexp_full_match(t, '\d{1,2} ?[/.-] ?\d{4}')
      THEN period_span(right(t, 4), try_cast(regexp_extract(t, '^(\d{1,2})', 1) AS INTEGER), try_cast(regexp_extract(t, '^(\d{1,2})', 1) AS INTEGER), 'month')
    WHEN regexp_full_match(t, '\d{4} ?[/-] ?\d{1,2}|\d{4}m\d{1,2}')
      THEN period_span(left(t, 4), try_cast(regexp_extract(t, '(\d{1,2})$', 1) AS INTEGER), try_cast(regexp_extract(t, '\D(\d{1,2})$', 1) AS INTEGER), 'month')
    WHEN regexp_full_match(t, '(?:quý|quí|quy|q) ?(?:iv|iii|ii|i|[1-4]) ?(?:/|-|\.| năm | nam | )? ?\d{4}')
      THEN list_transform([regexp_extract(t, '^(?:quý|quí|quy|q) ?(iv|iii|ii|i|[1-4])', 1)], lambda q: list_transform([CASE q WHEN 'i' THEN 1 WHEN 'ii' THEN 2 WHEN 'iii' THEN 3 WHEN 'iv' THEN 4 ELSE try_cast(q AS INTEGER) END], lambda n: period_span(right(t, 4), n * 3 - 2, n * 3, 'quarter'))[1])[1]
    WHEN regexp_full_match(t, '\d{4} ?[/-]? ?q[1-4]')
      THEN period_span(left(t, 4), try_cast(right(t, 1) AS INTEGER) * 3 - 2, try_cast(right(t, 1) AS INTEGER) * 3, 'quarter')
    WHEN regexp_full_match(t, '6 tháng đầu(?: năm)? ?/? ?\d{4}') THEN period_span(right(t, 4), 1, 6, 'half')
    WHEN regexp_full_match(t, '6 tháng cuối(?: năm)? ?/? ?\d{4}') THEN period_span(right(t, 4), 7, 12, 'half')
    WHEN regexp_full_match(t, '\d{1,2} tháng(?: đầu)?(?: năm)? ?/? ?\d{4}')
      THEN period_span(right(t, 4), 1, try_cast(regexp_extract(t, '^(\d{1,2})', 1) AS INTEGER), 'ytd')
    WHEN regexp_full_match(t, '(?:lũy|luỹ) kế(?: đến)?(?: hết)? (?:tháng )?\d{1,2} ?(?:/|-| năm ) ?\d{4}')
      THEN period_span(right(t, 4), 1, try_cast(regexp_extract(t, '(\d{1,2}) ?(?:/|-| năm ) ?\d{4}$', 1) AS INTEGER), 'ytd')
    WHEN regexp_full_match(t, '(?:năm|nam|cả năm) ?\d{4}') THEN period_span(right(t, 4), 1, 12, 'year')
    WHEN regexp_full_match(t, '\d{4}') THEN period_span(t, 1, 12, 'year')
    WHEN regexp_full_match(t, '(?:giai đoạn |năm )?\d{4} ?- ?\d{4}') AND try_cast(right(t, 4) AS INTEGER) BETWEEN 1900 AND 2100 AND try_cast(regexp_extract(t, '(\d{4}) ?-', 1) AS INTEGER) BETWEEN 1900 AND try_cast(right(t, 4) AS INTEGER)
      THEN {'start_on': make_date(try_cast(regexp_extract(t, '(\d{4}) ?-', 1) AS INTEGER), 1, 1), 'end_on': make_date(try_cast(right(t, 4) AS INTEGER), 12, 31), 'kind': 'range'}
  END)[1];

-- A single day from any of the day forms, or NULL.
CREATE OR REPLACE MACRO parse_day(cell) AS
  CASE WHEN parse_period(cell).kind = 'day' THEN parse_period(cell).start_on END;
