import * as v from 'valibot';
import type { Language } from '../language';

/**
 * What every exported figure says of itself, so that it can be held against its data years later: the version that computed it, the link that asks the same
 * again, the day it was judged at, and the fingerprints of the tables it was computed from. No value of any row.
 */
const Sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const Day = v.pipe(v.string(), v.isoDate());

const AuditedTableSchema = v.strictObject({
  /** What SQL calls it. */
  table: v.string(),
  /** Name of the file it was read from. */
  file: v.string(),
  /** SHA-256 of that file; null when its bytes are not at hand. */
  fileHash: v.nullable(Sha256),
  /** Fingerprint of its rows, whatever their order (core/proof/fingerprint.ts); null where there was no time to take it. */
  content: v.nullable(Sha256),
  rows: v.pipe(v.number(), v.integer(), v.minValue(0)),
});
export type AuditedTable = v.InferOutput<typeof AuditedTableSchema>;

const AuditTrailSchema = v.strictObject({
  /** Version of Đối Chiếu. */
  app: v.string(),
  /** The day it was exported, 'YYYY-MM-DD'. */
  madeOn: Day,
  /** The day its figures are judged at; null where they are judged at none. */
  asOf: v.nullable(Day),
  /** Opens what was asked; carries no data. */
  link: v.string(),
  /** Whether the illustrative observations that come with that version were among those used. */
  samples: v.boolean(),
  /** The reader's own tables that were read, in the order of their names. */
  tables: v.array(AuditedTableSchema),
});
export type AuditTrail = v.InferOutput<typeof AuditTrailSchema>;

/** Name under which files carry the trail: keyword of a PNG text, id of an SVG's metadata, name of a meta element. */
export const auditName = 'doi-chieu.audit';

/** The trail as one line of JSON, always with the same members in the same order; of anything that holds a trail, only the trail. */
export function auditText({ app, madeOn, asOf, link, samples, tables }: AuditTrail): string {
  return JSON.stringify({ app, madeOn, asOf, link, samples, tables });
}

/** Reads what `auditText` wrote; null when it is none. */
export function readAuditText(text: string): AuditTrail | null {
  const read = v.safeParse(v.pipe(v.string(), v.parseJson(), AuditTrailSchema), text);
  return read.success ? read.output : null;
}

const words: Record<
  Language,
  { app: string; table: (one: AuditedTable, rows: string) => string; content: string; fileHash: string; samples: string; own: string }
> = {
  vi: {
    app: 'Tính bằng',
    table: ({ table, file }, rows) => `Bảng ${table}, tệp ${file}, ${rows} dòng`,
    content: 'SHA-256 nội dung',
    fileHash: 'SHA-256 tệp',
    samples: 'có số liệu minh hoạ kèm theo phiên bản này',
    own: 'Không dùng tệp nào của người lập.',
  },
  en: {
    app: 'Computed with',
    table: ({ table, file }, rows) => `Table ${table}, file ${file}, ${rows} rows`,
    content: 'SHA-256 of its content',
    fileHash: 'SHA-256 of the file',
    samples: 'with the illustrative figures of this version',
    own: 'No file of its author was used.',
  },
};

/** The trail for people, besides link and as-of date, which every document shows by itself: the version, then a line for each table. */
export function auditLines(trail: AuditTrail, language: Language, count: (rows: number) => string): string[] {
  const say = words[language];
  const app = `${say.app} Đối Chiếu ${trail.app}${trail.samples ? `, ${say.samples}` : ''}.`;
  if (trail.tables.length === 0) return [`${app} ${say.own}`];
  return [
    app,
    ...trail.tables.map((one) =>
      [
        say.table(one, count(one.rows)),
        ...(one.content === null ? [] : [`${say.content} ${one.content}`]),
        ...(one.fileHash === null ? [] : [`${say.fileHash} ${one.fileHash}`]),
      ].join('; '),
    ),
  ];
}
