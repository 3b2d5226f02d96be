import { deflateSync, Inflate, strFromU8, strToU8 } from 'fflate';
import * as v from 'valibot';
import { SharedPageSchema, type SharedPage } from './notebook';

/** A page that unpacks to more than this is a bomb, not a notebook. */
const maxJsonBytes = 20_000_000;

/** A page as bytes: the deflated JSON of it, keys in order. Equal pages give equal bytes. */
export function packPage(page: SharedPage): Uint8Array<ArrayBuffer> {
  return deflateSync(strToU8(JSON.stringify(inKeyOrder(spared(page)))), { level: 9 });
}

/**
 * The page in bytes that `packPage` wrote, now or in an older version of the app.
 * @param limit most bytes of JSON that are unpacked
 * @throws Error whose message says what is wrong, for whoever made the bytes
 */
export function unpackPage(bytes: Uint8Array, limit = maxJsonBytes): SharedPage {
  const page = v.safeParse(SharedPageSchema, JSON.parse(strFromU8(inflateAtMost(bytes, limit))));
  if (!page.success) throw new Error(`${v.getDotPath(page.issues[0]) ?? ''} ${page.issues[0].message}`.trim());
  return page.output;
}

/** What reading puts back by itself is left out, so that a page that uses nothing new gives the link it always gave. */
const spareable = { collapsed: false, name: null, title: null, layout: null, pivot: null, map: null, label: null, source: null };

function spared({ notebook, corrections, recipes, room, ...page }: SharedPage): unknown {
  const cells = notebook.cells.map((cell) =>
    Object.fromEntries(
      Object.entries(cell).filter(([key, value]) => !(key in spareable && value === spareable[key as keyof typeof spareable])),
    ),
  );
  return {
    ...page,
    notebook: { ...notebook, cells },
    ...(corrections.length > 0 && { corrections }),
    ...(recipes.length > 0 && { recipes }),
    ...(room && { room }),
  };
}

/** Object keys sorted at every level, so that the same page always gives the same text. */
function inKeyOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inKeyOrder);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, inKeyOrder(inner)]),
  );
}

function inflateAtMost(bytes: Uint8Array, limit: number): Uint8Array {
  const parts: Uint8Array[] = [];
  let size = 0;
  let ended = false;
  const inflate = new Inflate((part, final) => {
    size += part.length;
    if (size > limit) throw new RangeError(`> ${limit}`);
    parts.push(part);
    ended ||= final;
  });
  // In small pieces, so that a bomb is noticed long before it is unpacked.
  const step = 1024;
  for (let at = 0; at < bytes.length; at += step) inflate.push(bytes.subarray(at, at + step), at + step >= bytes.length);
  if (!ended) throw new RangeError('cut off');
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
