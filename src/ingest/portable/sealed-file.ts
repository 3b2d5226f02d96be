import { AppError } from '../../core/app-error';
import { readBytes, sizeOf, type SourceFile } from '../source-file';

/**
 * A sealed file says nothing of what is in it: a mark, the numbers the key is made with, and pieces of AES-256-GCM. Each piece's nonce carries its place and
 * whether it is the last one, so that pieces cannot be swapped, left out or added.
 *
 * Layout: `DOICHIEU`, version (1 byte), PBKDF2 rounds (4, big-endian), salt (16), nonce prefix (7), then pieces of up to 1 MiB plus 16 bytes each.
 */
const mark = new TextEncoder().encode('DOICHIEU');
const version = 1;
/** Rounds of PBKDF2-SHA-256: some half a second on a plain laptop. */
const usualRounds = 1_000_000;
/** A file that asks for more is refused: it could hold the page for hours. */
const mostRounds = 10_000_000;
const pieceBytes = 1024 * 1024;
const tagBytes = 16;
const headBytes = mark.length + 1 + 4 + 16 + 7;

/** True when a file's first bytes say that it is sealed. */
export const isSealed = (head: Uint8Array): boolean => mark.every((byte, i) => head[i] === byte);

/** Seals a file under a password. `random` gives that many random bytes; fewer `rounds` are for tests. */
export async function sealFile(
  source: SourceFile,
  password: string,
  random: (count: number) => Uint8Array<ArrayBuffer>,
  rounds = usualRounds,
): Promise<Uint8Array<ArrayBuffer>[]> {
  const [salt, prefix] = [random(16), random(7)];
  const head = new Uint8Array(headBytes);
  head.set(mark);
  const view = new DataView(head.buffer);
  view.setUint8(mark.length, version);
  view.setUint32(mark.length + 1, rounds);
  head.set(salt, mark.length + 5);
  head.set(prefix, mark.length + 21);
  const key = await keyOf(password, salt, rounds);
  const chunks = [head];
  const size = sizeOf(source);
  for (let at = 0, index = 0; at < size || index === 0; at += pieceBytes, index++) {
    const piece = new Uint8Array(await readBytes(source, at, at + pieceBytes));
    const iv = nonce(prefix, index, at + pieceBytes >= size);
    chunks.push(new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: head }, key, piece)));
  }
  return chunks;
}

/**
 * Opens a sealed file.
 * @throws AppError `portable-password` when the password is wrong or the file was changed (the two look alike), `portable-newer`, `file-damaged`
 */
export async function unsealFile(source: SourceFile, password: string): Promise<SourceFile> {
  const head = new Uint8Array(await readBytes(source, 0, headBytes));
  if (head.length < headBytes || !isSealed(head))
    throw new AppError('file-damaged', { file: source.name, kind: '.doichieu', reason: 'cut off' });
  const view = new DataView(head.buffer);
  const written = view.getUint8(mark.length);
  if (written > version) throw new AppError('portable-newer', { file: source.name, version: written });
  const asked = view.getUint32(mark.length + 1);
  if (asked > mostRounds || asked === 0)
    throw new AppError('file-damaged', { file: source.name, kind: '.doichieu', reason: `rounds ${asked}` });
  const key = await keyOf(password, head.slice(mark.length + 5, mark.length + 21), asked);
  const prefix = head.slice(mark.length + 21, headBytes);
  const size = sizeOf(source);
  const whole = new Uint8Array(Math.max(0, size - headBytes));
  let length = 0;
  try {
    for (let at = headBytes, index = 0; at < size; at += pieceBytes + tagBytes, index++) {
      const piece = new Uint8Array(await readBytes(source, at, at + pieceBytes + tagBytes));
      const iv = nonce(prefix, index, at + pieceBytes + tagBytes >= size);
      const plain = new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData: head }, key, piece));
      whole.set(plain, length);
      length += plain.length;
    }
  } catch (cause) {
    throw new AppError('portable-password', { file: source.name }, { cause });
  }
  return { name: source.name, bytes: whole.subarray(0, length) };
}

async function keyOf(password: string, salt: Uint8Array<ArrayBuffer>, iterations: number): Promise<CryptoKey> {
  const secret = new TextEncoder().encode(password.normalize('NFC'));
  const base = await crypto.subtle.importKey('raw', secret, 'PBKDF2', false, ['deriveKey']);
  const derived = { name: 'AES-GCM', length: 256 };
  return crypto.subtle.deriveKey({ name: 'PBKDF2', hash: 'SHA-256', salt, iterations }, base, derived, false, ['encrypt', 'decrypt']);
}

function nonce(prefix: Uint8Array, index: number, isLast: boolean): Uint8Array<ArrayBuffer> {
  const iv = new Uint8Array(12);
  iv.set(prefix);
  new DataView(iv.buffer).setUint32(7, index);
  iv[11] = isLast ? 1 : 0;
  return iv;
}
