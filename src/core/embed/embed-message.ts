import * as v from 'valibot';
import type { ParamValues } from '../question';

/** What a page that shows this one in a frame and this one tell each other, with `postMessage`. Raised when an older host would misread an answer. */
export const embedVersion = 1;

const text = v.pipe(v.string(), v.maxLength(1_000));
const ParamValueSchema = v.union([text, v.pipe(v.number(), v.finite()), v.null(), v.pipe(v.array(text), v.maxLength(500))]);

const SetMessageSchema = v.strictObject({
  type: v.literal('doi-chieu.set'),
  /** By name: of an input, or of a parameter of any question in the notebook. */
  params: v.pipe(v.record(v.pipe(v.string(), v.regex(/^[a-z_][a-z0-9_]{0,99}$/)), ParamValueSchema), v.maxEntries(50)),
  /** Comes back with the answers. */
  request: v.optional(v.nullable(v.union([text, v.number()])), null),
});
export interface SetMessage {
  readonly type: 'doi-chieu.set';
  readonly params: ParamValues;
  readonly request: string | number | null;
}

export type EmbedAnswer =
  /** The first results follow; and what can be set. */
  | { readonly type: 'doi-chieu.ready'; readonly version: number; readonly app: string; readonly params: ParamValues }
  | {
      readonly type: 'doi-chieu.result';
      readonly request: string | number | null;
      readonly cell: string;
      readonly title: string;
      readonly illustrative: boolean;
      readonly columns: readonly { readonly name: string; readonly type: string }[];
      /** The first `mostEmbedRows`, in plain values. */
      readonly rows: readonly (readonly unknown[])[];
      readonly rowCount: number;
      /** Why there is none, in the page's language; null when there is. */
      readonly error: { readonly code: string; readonly text: string } | null;
    }
  /** Nothing was done: the message is none of these, or names nothing that can be set. */
  | { readonly type: 'doi-chieu.refused'; readonly request: string | number | null; readonly reason: string }
  /** How high the page is, whenever that changes, in CSS pixels. */
  | { readonly type: 'doi-chieu.size'; readonly heightPx: number };

export const mostEmbedRows = 1_000;

/** Reads what a host said; null when it is nothing of this protocol at all, so that other messages of the host are nobody's business. */
export function readHostMessage(data: unknown): SetMessage | { readonly reason: string } | null {
  if (typeof data !== 'object' || data === null || !('type' in data)) return null;
  if (typeof data.type !== 'string' || !data.type.startsWith('doi-chieu.')) return null;
  const read = v.safeParse(SetMessageSchema, data);
  if (read.success) return read.output;
  return { reason: `${v.getDotPath(read.issues[0]) ?? ''} ${read.issues[0].message}`.trim() };
}

/** The origins that an embed address allows, `?embed=https://a.example,https://b.example`; whatever is no origin of the web is left out. */
export function allowedHosts(search: string): readonly string[] {
  const named = new URLSearchParams(search).getAll('embed').flatMap((list) => list.split(','));
  return named.flatMap((one) => {
    const text = one.trim().replace(/\/$/, '');
    return /^https?:\/\/[^*]+$/.test(text) && URL.canParse(text) && new URL(text).origin === text ? [text] : [];
  });
}
