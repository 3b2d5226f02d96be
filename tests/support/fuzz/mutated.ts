import { Draw } from '../corpus/seeded';

/** Pieces that readers trip over. */
const pieces = [
  '"',
  '""',
  '"\n',
  ',',
  ';',
  '\t',
  '||',
  '\r',
  '\r\n',
  '\n\n',
  '\0',
  '\ufeff',
  '\u00ad',
  '\ufffd',
  '#REF!',
  "'",
  '\\"',
  'sep=;',
  'ĐVT: hồ sơ',
  'Tổng cộng',
  'I',
  '1=2+3',
  '+AC0-',
  '%',
  '1.234,5',
].map((text) => new TextEncoder().encode(text));

/** The bytes with a few things gone wrong: bits turned, a part cut off, left out, doubled or zeroed, a troublesome piece put in. The same for the same seed. */
export function mutated(bytes: Uint8Array, seed: number): Uint8Array {
  const draw = new Draw(seed);
  let next = new Uint8Array(bytes);
  for (let change = 1 + draw.below(4); change > 0; change--) {
    const at = draw.below(next.length + 1);
    const to = Math.min(next.length, at + 1 + draw.below(Math.max(1, next.length >> draw.below(8))));
    switch (draw.below(7)) {
      case 0:
        for (let i = 0; i < 1 + draw.below(12) && next.length; i++) next[draw.below(next.length)]! ^= 1 << draw.below(8);
        break;
      case 1:
        next = next.slice(0, at);
        break;
      case 2:
        next = joined(next.slice(0, at), next.slice(to));
        break;
      case 3:
        next = joined(next.slice(0, to), next.slice(at));
        break;
      case 4:
        next.fill(draw.below(2) ? 0 : 255, at, Math.min(to, at + 64));
        break;
      default:
        next = joined(next.slice(0, at), draw.of(pieces), next.slice(at));
    }
    if (next.length > 300_000) next = next.slice(0, 300_000);
  }
  return next;
}

/** Noise: bytes of the whole range, of a few letters, or of troublesome pieces only. */
export function noise(seed: number): Uint8Array {
  const draw = new Draw(seed);
  const length = draw.below(4000);
  const kind = draw.below(3);
  if (kind === 0) return Uint8Array.from({ length }, () => draw.below(256));
  if (kind === 1) return Uint8Array.from({ length }, () => ',;"\n\t1a .'.charCodeAt(draw.below(9)));
  return joined(...Array.from({ length: length >> 2 }, () => draw.of(pieces)));
}

function joined(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
