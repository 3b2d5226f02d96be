/**
 * Fonts whose letters are not what their codes say: TCVN3 (`.VnTime`; those ending in H show small letters as capitals) and VNI. A hint and no proof: real files
 * hold Unicode text in such a font.
 */
export type LegacyFont = 'tcvn3' | 'tcvn3-capitals' | 'vni';

export function legacyFont(name: string): LegacyFont | null {
  if (/^\.vn/i.test(name)) return /h$/i.test(name.trim()) ? 'tcvn3-capitals' : 'tcvn3';
  return /^vni[-\s]/i.test(name) ? 'vni' : null;
}
