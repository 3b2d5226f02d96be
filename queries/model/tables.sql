-- The tables every question may read. One statement per table; a column's comment is its meaning.
-- Loaded from sample-data/reference/<table>.csv (UTF-8, comma, header, ISO dates, decimal point, empty = NULL).

CREATE TABLE document (            -- a source text: one of the five press texts, or a published data source
  document_id   TEXT PRIMARY KEY,  -- '000'…'004' for the five texts; a slug for the others
  title_vi      TEXT NOT NULL,
  title_en      TEXT NOT NULL,
  publisher     TEXT,
  published_on  DATE,
  locator       TEXT,              -- file name, address or article number that finds it again
  note          TEXT
);

CREATE TABLE act (                 -- a resolution, decision, decree or inspection conclusion
  act_id        TEXT PRIMARY KEY,  -- 'nq105-2020', 'nq-2019-06', 'qd411-2020', …
  number        TEXT,              -- '105/NQ-CP'; NULL where the source does not print it
  kind          TEXT NOT NULL,     -- resolution | decision | decree | law | inspection | letter
  title_vi      TEXT NOT NULL,
  title_en      TEXT NOT NULL,
  issuer_vi     TEXT,
  issued_on     DATE,              -- NULL where the source does not print it
  in_force_from DATE NOT NULL,     -- first day its demands apply; inferred values are named in note
  in_force_to   DATE,              -- last day; NULL = still in force as far as the sources say
  replaced_by   TEXT,              -- act_id
  document_id   TEXT,              -- where we read it
  note          TEXT
);

CREATE TABLE unit (                -- one unit of one unit system, valid between two dates (both inclusive)
  unit_id       TEXT PRIMARY KEY,  -- '63:02', '34:08', 'M2021:BTC', 'M2025:BTC', 'VN:00' (the whole country)
  unit_system   TEXT NOT NULL,     -- 63 | 34 | M2021 | M2025 | VN
  code          TEXT NOT NULL,     -- unique only within its unit system
  name_vi       TEXT NOT NULL,     -- short: 'Hà Giang', 'Bộ Tài chính'
  full_name_vi  TEXT NOT NULL,     -- 'Tỉnh Hà Giang', at valid_from
  name_en       TEXT NOT NULL,
  kind          TEXT NOT NULL,     -- province | city | ministry | ministry_level | attached_agency | country
  region_code   TEXT,
  region_vi     TEXT,
  region_en     TEXT,
  area_km2      DOUBLE,
  population    BIGINT,            -- persons
  tile_row      INTEGER,
  tile_col      INTEGER,
  lon           DOUBLE,
  lat           DOUBLE,
  valid_from    DATE,              -- NULL = before our sources begin
  valid_to      DATE,              -- NULL = still valid
  sort_order    INTEGER NOT NULL,  -- Vietnamese alphabetical order of name_vi within the unit system
  source        TEXT NOT NULL,
  note          TEXT
);

CREATE TABLE unit_alias (          -- every way a unit is written in files
  unit_id       TEXT NOT NULL,
  alias         TEXT NOT NULL,
  alias_key     TEXT NOT NULL,     -- nameKey(alias), src/core/name-key.ts; unique within (unit_system)
  unit_system   TEXT NOT NULL,
  source        TEXT
);

CREATE TABLE succession (          -- dated fact: unit A became (part of) unit B, or changed name or type
  from_unit_id  TEXT NOT NULL,
  to_unit_id    TEXT NOT NULL,
  relation      TEXT NOT NULL,     -- unchanged | merged_into | absorbs | renamed | type_changed | reorganised_into | function_moved | ended
  effective_on  DATE NOT NULL,     -- first day of the new state
  act_id        TEXT,
  whole         BOOLEAN NOT NULL,  -- the whole of A went to B
  detail_vi     TEXT,
  detail_en     TEXT,
  new_name_vi   TEXT,              -- of renamed and type_changed rows: what the unit is called from that day; NULL = as before
  new_full_name_vi TEXT,
  new_name_en   TEXT,
  new_kind      TEXT,
  source        TEXT NOT NULL
);

CREATE TABLE ministry_function (   -- which work of a ministry went where in March 2025; many to many, and not complete
  function_id   TEXT PRIMARY KEY,
  function_vi   TEXT NOT NULL,
  function_en   TEXT NOT NULL,
  from_unit_id  TEXT NOT NULL,
  to_unit_id    TEXT NOT NULL,
  effective_on  DATE NOT NULL,
  act_id        TEXT,              -- NULL = we have not seen the act that moved it
  whole         BOOLEAN NOT NULL,  -- all of this work went there
  verified      BOOLEAN NOT NULL,  -- a source says so; else general knowledge
  source        TEXT NOT NULL
);

CREATE TABLE indicator (
  indicator_id  TEXT PRIMARY KEY,
  name_vi       TEXT NOT NULL,
  name_en       TEXT NOT NULL,
  kind          TEXT NOT NULL,     -- count | ratio | amount | index | rank | yesno | date | duration
  unit          TEXT NOT NULL,     -- percent | count | yesno | index | rank | ratio | million_vnd | days | …
  direction     TEXT NOT NULL,     -- higher | lower | none : which way is better
  numerator_vi  TEXT,  numerator_en   TEXT,
  denominator_vi TEXT, denominator_en TEXT,
  work_vi       TEXT,  work_en        TEXT,  -- what one numerator item is: 'hồ sơ', 'dossiers'
  definition_vi TEXT,  definition_en  TEXT,
  source        TEXT
);

CREATE TABLE target (              -- an act's demand with a number or a date
  target_id     TEXT PRIMARY KEY,
  kind          TEXT NOT NULL,     -- quantified | dated
  act_id        TEXT NOT NULL,
  document_id   TEXT NOT NULL,
  clause        TEXT NOT NULL,     -- where in the document: 'đoạn 9' (paragraph counted from the first of the article body)
  area          TEXT NOT NULL,
  statement_vi  TEXT NOT NULL,     -- our own wording
  statement_en  TEXT NOT NULL,
  indicator_id  TEXT NOT NULL,
  comparator    TEXT NOT NULL,     -- >= | > | = | < | <=
  value         DOUBLE NOT NULL,   -- in the indicator's unit; 1 = yes
  unit          TEXT NOT NULL,
  scope         TEXT NOT NULL,     -- provinces | ministries | all | national | unit:<unit_id>[,<unit_id>…]
  lead_vi       TEXT,
  lead_unit_id  TEXT,
  deadline      DATE,              -- the last day on which meeting it counts; NULL = none stated
  deadline_rule TEXT NOT NULL,     -- before D | on D | in month M | by month M | in quarter Q | by end of year Y | period to Y | none
  deadline_text_vi TEXT,           -- as the source words it
  inferred      TEXT,              -- which columns we inferred and why; NULL = all printed
  note          TEXT
);

CREATE TABLE task (                -- a demand without a number
  task_id       TEXT PRIMARY KEY,
  act_id        TEXT NOT NULL,
  document_id   TEXT NOT NULL,
  clause        TEXT NOT NULL,
  area          TEXT NOT NULL,
  statement_vi  TEXT NOT NULL,
  statement_en  TEXT NOT NULL,
  scope         TEXT NOT NULL,
  lead_vi       TEXT,
  lead_unit_id  TEXT,
  deadline      DATE,
  deadline_rule TEXT NOT NULL,
  deadline_text_vi TEXT,
  indicator_id  TEXT,              -- an indicator that would show progress, where there is one
  inferred      TEXT,
  note          TEXT
);

CREATE TABLE system (              -- an information system named in the acts, whose export an analyst drops
  system_id     TEXT PRIMARY KEY,
  name_vi       TEXT NOT NULL,
  name_en       TEXT NOT NULL,
  kind          TEXT,
  owner_vi      TEXT,
  documents     TEXT,              -- document_ids, space separated
  grain         TEXT,              -- what one row of its export is
  note          TEXT
);

CREATE TABLE system_column (       -- how an export of the system is headed, and what each column is
  system_id     TEXT NOT NULL,
  field         TEXT NOT NULL,     -- snake_case; 'unit', 'unit_code', 'period' are the key fields
  role          TEXT NOT NULL,     -- unit | unit_code | period | number | yesno | date | text | ordinal
  header_vi     TEXT NOT NULL,     -- as printed in an export
  header_aliases TEXT,             -- other spellings, separated by ' | '
  unit          TEXT               -- unit of measure, e.g. 'hồ sơ', 'triệu đồng', '%'
);

CREATE TABLE measure (             -- how an indicator is computed from the fields of a system's export
  system_id     TEXT NOT NULL,
  indicator_id  TEXT NOT NULL,
  value_sql     TEXT,              -- over the fields; NULL = numerator / denominator (× 100 where the indicator's unit is percent)
  numerator_sql TEXT,
  denominator_sql TEXT,
  period_kind   TEXT NOT NULL      -- month | quarter | ytd | year | snapshot : what the export's period column means
);

CREATE TABLE observation (         -- unit × indicator × period → value, with where it came from
  unit_id       TEXT NOT NULL,
  indicator_id  TEXT NOT NULL,
  period_start  DATE NOT NULL,
  period_end    DATE NOT NULL,     -- inclusive
  period_kind   TEXT NOT NULL,     -- month | quarter | half | ytd | year | snapshot | unstated
  series        TEXT NOT NULL,     -- a new name marks a series break: values of two series are never one line
  value         DOUBLE NOT NULL,   -- in the indicator's unit; yes = 1, no = 0
  bound         TEXT,              -- '<' or '>' where the source only says "below ten"; NULL = exact
  numerator     DOUBLE,
  denominator   DOUBLE,
  origin        TEXT NOT NULL,     -- act | published | illustrative | user
  document_id   TEXT,              -- for act and published
  file          TEXT,              -- for illustrative and user: the file's name
  sheet         TEXT,
  row           INTEGER,           -- 1-based line or row number in that file
  note          TEXT
);

-- Never in a file: the entry of the ledger that gave a row its value, numerator and denominator; NULL = as the source says.
ALTER TABLE observation ADD COLUMN correction_id TEXT;

CREATE TABLE correction (          -- the ledger: what a reader put in place of an observation, and what stood there; never from a file
  correction_id TEXT NOT NULL,
  place         INTEGER NOT NULL,  -- in the ledger, from 1; of two entries for one figure the later one counts
  unit_id       TEXT NOT NULL,
  indicator_id  TEXT NOT NULL,
  period_start  DATE NOT NULL,
  period_end    DATE NOT NULL,
  series        TEXT NOT NULL,
  file          TEXT,
  sheet         TEXT,
  row           INTEGER,
  old_value     DOUBLE NOT NULL,   -- what the source said when the entry was made
  old_numerator DOUBLE,
  old_denominator DOUBLE,
  new_value     DOUBLE NOT NULL,
  new_numerator DOUBLE,
  new_denominator DOUBLE,
  reason        TEXT NOT NULL,
  who           TEXT NOT NULL,
  made_at       TEXT NOT NULL,     -- ISO 8601
  is_on         BOOLEAN NOT NULL,
  state         TEXT,              -- applied | off | overtaken | missing | changed | several
  source_value  DOUBLE,            -- of applied entries: what goes back when the entry is switched off
  source_bound  TEXT,
  source_numerator DOUBLE,
  source_denominator DOUBLE
);
