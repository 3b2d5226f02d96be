-- Text functions that cleaning recipes use. Each has a twin in TypeScript and a test that both agree.
-- Periods, days and unit names are read in TypeScript only (src/jobs/read-texts.ts).

-- NFC, plain single spaces, trimmed, empty as NULL; twin of src/ingest/plain-text.ts.
-- One regular expression passes what is clean as it stands (isTidy there). The engine's translate builds its table anew for each row: twenty times as dear.
CREATE OR REPLACE MACRO clean_text(cell) AS
  CASE WHEN regexp_full_match(cell, '[!-~\x{a1}-\x{24f}\x{1e00}-\x{1eff}\x{2010}-\x{2027}]+(?: [!-~\x{a1}-\x{24f}\x{1e00}-\x{1eff}\x{2010}-\x{2027}]+)*') THEN cell
  ELSE nullif(trim(regexp_replace(regexp_replace(nfc_normalize(cell), '[\x{200b}-\x{200f}\x{2060}\x{feff}]', '', 'g'), '[\s\x{0b}\x{85}\x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}]+', ' ', 'g')), '') END;

-- A cell without apostrophe, footnote stars, percent sign, minus look-alikes and brackets; twin of numberToken in src/ingest/numbers.ts.
CREATE OR REPLACE MACRO number_token(cell) AS
  regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(cell, '^''', ''), '(\s*\(\d?\*+\)|(\s+\d)?\s*\*+)$', ''), '\s*[%‰]$', ''), '^[−–—]', '-'), '^\((.*)\)$', '-\1');

-- The number a cell says with these marks ('' = no grouping), or NULL. Wrong grouping is no number. Twin of parseNumber in src/ingest/numbers.ts.
-- Lambdas bind a value once: a macro's argument is pasted in wherever it is named, which makes plans large.
CREATE OR REPLACE MACRO parse_number(cell, decimal_mark, thousands_mark) AS
  list_transform([CASE WHEN regexp_full_match(cell, '[0-9.,+-]*') THEN cell ELSE number_token(cell) END], lambda token:
    CASE WHEN regexp_full_match(token, '[-+]?(?:' || CASE thousands_mark WHEN '' THEN '' ELSE '\d{1,3}(?:[' || thousands_mark || ']\d{3})+(?:[' || decimal_mark || ']\d+)?|' END || '\d+(?:[' || decimal_mark || ']\d+)?(?:[eE][-+]?\d{1,3})?)')
      THEN nullif(nullif(try_cast(replace(CASE thousands_mark WHEN '' THEN token ELSE replace(token, thousands_mark, '') END, decimal_mark, '.') AS DOUBLE), 'inf'::DOUBLE), '-inf'::DOUBLE)
  END)[1];

-- The same for whole numbers: NULL when the number has a fraction or passes 2^53.
CREATE OR REPLACE MACRO parse_integer(cell, decimal_mark, thousands_mark) AS
  CASE WHEN regexp_full_match(cell, '[0-9]{1,18}') THEN try_cast(cell AS BIGINT)
  ELSE list_transform([parse_number(cell, decimal_mark, thousands_mark)], lambda number:
    CASE WHEN number = trunc(number) AND abs(number) < 9007199254740992 THEN number::BIGINT END)[1] END;

-- The simplest numbers: digits, a minus before them, at most one decimal point.
CREATE OR REPLACE MACRO parse_plain(cell) AS
  CASE WHEN regexp_full_match(cell, '-?[0-9]+(?:[.][0-9]+)?') THEN try_cast(cell AS DOUBLE) END;

CREATE OR REPLACE MACRO parse_plain_integer(cell) AS
  CASE WHEN regexp_full_match(cell, '-?[0-9]{1,18}|[0-9]{19}') THEN try_cast(cell AS BIGINT) END;

-- Numbers that carry nothing but digits, sign and these marks; one regular expression instead of six, since planning them costs more than running them.
CREATE OR REPLACE MACRO parse_bare(cell, decimal_mark, thousands_mark) AS
  CASE WHEN regexp_full_match(cell, '[-+]?(?:\d{1,3}(?:[' || thousands_mark || ']\d{3})+|\d+)(?:[' || decimal_mark || ']\d+)?')
    THEN try_cast(replace(replace(cell, thousands_mark, ''), decimal_mark, '.') AS DOUBLE) END;

CREATE OR REPLACE MACRO parse_bare_integer(cell, thousands_mark) AS
  CASE WHEN length(cell) <= 20 AND regexp_full_match(cell, '[-+]?(?:\d{1,3}(?:[' || thousands_mark || ']\d{3})+|\d+)') THEN try_cast(replace(cell, thousands_mark, '') AS BIGINT) END;
