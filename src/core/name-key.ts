/**
 * The key by which names are compared: lower case, no tone or vowel marks, đ as d, letters and digits only.
 * 'Thừa Thiên – Huế' and 'THUA THIEN HUE' share one key.
 * All 63 and all 34 province names stay distinct under it.
 */
export function nameKey(name: string): string {
  return name
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[đðɖ]/g, 'd')
    .replace(/[^a-z0-9]/g, '');
}
