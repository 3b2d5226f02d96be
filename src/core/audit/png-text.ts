/** Texts inside a PNG file: chunks `iTXt` of the PNG specification (ISO/IEC 15948, 11.3.4.5), which hold UTF-8 and which no viewer draws. */

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/**
 * The picture with a text of that name in it, behind its head.
 * @param keyword 1 to 79 Latin letters, digits and signs
 * @throws RangeError when the bytes are no PNG
 */
export function withPngText(png: Uint8Array, keyword: string, text: string): Uint8Array<ArrayBuffer> {
  const [head] = chunksOf(png);
  if (head?.type !== 'IHDR') throw new RangeError('PNG; it does not begin with IHDR');
  // Keyword, no compression, no language, no translated keyword.
  const content = new TextEncoder().encode(`${keyword}\0\0\0\0\0${text}`);
  const chunk = new Uint8Array(content.length + 12);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, content.length);
  chunk.set(new TextEncoder().encode('iTXt'), 4);
  chunk.set(content, 8);
  view.setUint32(8 + content.length, crc32(chunk.subarray(4, 8 + content.length)));
  const joined = new Uint8Array(png.length + chunk.length);
  joined.set(png.subarray(0, head.end));
  joined.set(chunk, head.end);
  joined.set(png.subarray(head.end), head.end + chunk.length);
  return joined;
}

/** Every `iTXt` text of a picture by its keyword. @throws RangeError when the bytes are no PNG, or a chunk is damaged */
export function pngTexts(png: Uint8Array): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const { type, content, sound } of chunksOf(png)) {
    if (!sound) throw new RangeError(`PNG; its chunk ${type} is damaged`);
    if (type !== 'iTXt') continue;
    const [keyword, , , , , ...text] = new TextDecoder().decode(content).split('\0');
    if (keyword !== undefined) texts.set(keyword, text.join('\0'));
  }
  return texts;
}

interface Chunk {
  readonly type: string;
  readonly content: Uint8Array;
  /** Where the next one begins. */
  readonly end: number;
  readonly sound: boolean;
}

function* chunksOf(png: Uint8Array): Generator<Chunk> {
  if (signature.some((byte, at) => png[at] !== byte)) throw new RangeError('PNG; it does not begin as one');
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  for (let at = signature.length; at + 12 <= png.length;) {
    const length = view.getUint32(at);
    const end = at + 12 + length;
    if (end > png.length) throw new RangeError('PNG; a chunk is cut short');
    const named = png.subarray(at + 4, at + 8 + length);
    yield {
      type: new TextDecoder('latin1').decode(named.subarray(0, 4)),
      content: named.subarray(4),
      end,
      sound: crc32(named) === view.getUint32(end - 4),
    };
    at = end;
  }
}

/** CRC-32 as PNG and zip use it: polynomial 0xEDB88320, bit by bit, for texts are short. */
function crc32(bytes: Uint8Array): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (0xedb88320 & -(crc & 1));
  }
  return ~crc >>> 0;
}
