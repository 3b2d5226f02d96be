/**
 * Is a word a possible Vietnamese syllable? By its grammar, not by a list: an onset, a rhyme, and a tone that the rhyme can bear (rhymes in p, t, c, ch have
 * only sắc and nặng). Some 15,000 syllables pass; wrongly decoded text hardly ever does.
 */
export function isSyllable(word: string): boolean {
  if (word.length > 12) return false;
  const letters = word.toLowerCase().normalize('NFD');
  const tones = letters.match(/[\u0300\u0301\u0303\u0309\u0323]/g) ?? [];
  if (tones.length > 1) return false;
  const plain = letters.replace(/[\u0300\u0301\u0303\u0309\u0323]/g, '').normalize('NFC');
  const parts = onset.exec(plain);
  if (!parts) return false;
  const rhyme = plain.slice(parts[0].length);
  const fits = rhymes.has(rhyme) || (parts[0] === 'gi' && rhyme === '') || (plain.startsWith('gi') && rhymes.has(plain.slice(1)));
  return fits && (!/[ptc]$|ch$/.test(rhyme) || tones[0] === '\u0301' || tones[0] === '\u0323');
}

const onset = /^(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnpqrstvx])?/;

const open =
  'a e ê i o ô ơ u ư y ia ua ưa ai ao au ay âu ây eo êu iu oi ôi ơi ui ưi ưu oa oe uê uy uơ oai oay oao oeo uya uyu uêu iêu yêu uôi ươi ươu uây yu ăk ak ôk ok uk êk ưk';
const closed: Readonly<Record<string, string>> = {
  a: 'm n ng nh p t c ch',
  ă: 'm n ng p t c',
  â: 'm n ng p t c',
  e: 'm n ng p t c',
  ê: 'm n nh p t ch',
  i: 'm n nh p t ch',
  o: 'm n ng p t c',
  ô: 'm n ng p t c',
  ơ: 'm n p t',
  u: 'm n ng p t c',
  ư: 'm n ng t c',
  y: 'n nh t ch m',
  iê: 'm n ng p t c',
  yê: 'm n ng t',
  uô: 'm n ng p t c',
  ươ: 'm n ng p t c',
  oa: 'm n ng nh p t c ch',
  oă: 'm n ng t c',
  oe: 'm n t',
  oo: 'ng c',
  uâ: 'n ng t',
  uê: 'nh ch',
  uyê: 'n t',
  uy: 'n nh p t ch',
};

const rhymes = new Set([
  ...open.split(' '),
  ...Object.entries(closed).flatMap(([nucleus, codas]) => codas.split(' ').map((coda) => nucleus + coda)),
]);
