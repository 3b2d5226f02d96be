import { AppError } from './app-error';
import type { SharedPage } from './notebook/notebook';
import { packPage, unpackPage } from './notebook/page-bytes';

/**
 * A page in a URL fragment: `v1.` + base64url of the deflated JSON of a SharedPage. Equal pages give equal links.
 * The number is raised when an old reader would misread a new link; old numbers stay readable. A link with a proof is `v2.`; one without stays what
 * it always was.
 */
const newest = 2;

/** A fragment longer than this is refused unread; mail and chat clients cut links far earlier. */
export const maxFragmentLength = 200_000;
/** A link that unpacks to more than this is a bomb, not a notebook. */
const maxJsonBytes = 2_000_000;

/** Writes the fragment, without its '#'. */
export function writeLink(page: SharedPage): string {
  return `v${page.proof ? newest : 1}.${toBase64Url(packPage(page))}`;
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
  if (Number(found[1]) > newest) throw new AppError('link-newer', { version: found[1]! });
  try {
    return unpackPage(fromBase64Url(found[2]!), maxJsonBytes);
  } catch (cause) {
    throw new AppError('link-damaged', { reason: cause instanceof Error ? cause.message : String(cause) }, { cause });
  }
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
