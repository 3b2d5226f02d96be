import { deflateSync, Inflate, strFromU8, strToU8 } from 'fflate';
import * as v from 'valibot';
import { AppError } from './app-error';
import { SharedPageSchema, type SharedPage } from './notebook/notebook';

/**
 * A page in a URL fragment: `v1.` + base64url of the deflated JSON of a SharedPage. Equal pages give equal links.
 * The number is raised when an old reader would misread a new link; old numbers stay readable.
 */
const version = 1;

/** A fragment longer than this is refused unread; mail and chat clients cut links far earlier. */
export const maxFragmentLength = 200_000;
/** A link that unpacks to more than this is a bomb, not a notebook. */
const maxJsonBytes = 2_000_000;

/** Writes the fragment, without its '#'. */
export function writeLink(page: SharedPage): string {
  return `v${version}.${toBase64Url(deflateSync(strToU8(JSON.stringify(inKeyOrder(spared(page)))), { level: 9 }))}`;
}

/**
 * Reads a fragment (with or without '#'); null when it is empty.
 * @throws AppError `link-damaged` {reason} or `link-newer` {version}
 */
export function readLink(fragment: string): SharedPage | null {
  const text = fragment.replace(/^#/, '');
  if (text === '') return null;
  if (text.length > maxFragmentLength) throw new AppError('link-damaged', { reason: `> ${maxFragmentLength}` });
  const found = /^v(\d{1,6})\.([A-Za-z0-9_-]+)$/.exec(text);
  if (!found) throw new AppError('link-damaged', { reason: 'v?' });
  if (Number(found[1]) > version) throw new AppError('link-newer', { version: found[1]! });
  let parsed: unknown;
  try {
    parsed = JSON.parse(strFromU8(inflateAtMost(fromBase64Url(found[2]!), maxJsonBytes)));
  } catch (cause) {
    throw new AppError('link-damaged', { reason: cause instanceof Error ? cause.message : String(cause) }, { cause });
  }
  const page = v.safeParse(SharedPageSchema, parsed);
  if (!page.success) {
    throw new AppError('link-damaged', { reason: `${v.getDotPath(page.issues[0]) ?? ''} ${page.issues[0].message}`.trim() });
  }
  return page.output;
}

/** What reading puts back by itself is left out, so that a page that uses nothing new gives the link it always gave. */
const spareable = { collapsed: false, name: null, title: null, layout: null, pivot: null, label: null, source: null };

function spared({ notebook, corrections, ...page }: SharedPage): unknown {
  const cells = notebook.cells.map((cell) =>
    Object.fromEntries(
      Object.entries(cell).filter(([key, value]) => !(key in spareable && value === spareable[key as keyof typeof spareable])),
    ),
  );
  return { ...page, notebook: { ...notebook, cells }, ...(corrections.length > 0 && { corrections }) };
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

function toBase64Url(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

function fromBase64Url(text: string): Uint8Array {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
