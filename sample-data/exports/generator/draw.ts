/** The seed of all sample exports. Another seed gives other figures, never other files. */
export const seed = 20260601;

/**
 * A number in [0, 1) that depends on the seed and the key alone, so adding a file never changes another.
 * Integer arithmetic only: the same on every machine.
 */
export function draw(key: string): number {
  let hash = seed | 0;
  for (let at = 0; at < key.length; at++) hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x2c1b3c6d);
  hash ^= hash >>> 12;
  hash = Math.imul(hash, 0x297a2d39);
  hash ^= hash >>> 15;
  return (hash >>> 0) / 4294967296;
}

/** Rises from 0 to 1 as x does, flat at both ends; 0 before and 1 after. */
export function rise(x: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  return x * x * (3 - 2 * x);
}
