import type { Bilingual, Language } from './language';

/** One thing a reader can do, as menus, keys and the command palette know it. */
export interface Action {
  readonly id: string;
  readonly label: Bilingual;
  /** Actions of one group stand together. */
  readonly group: Bilingual;
  /** The keys that do it, such as 'Mod+Shift+P', 'Alt+ArrowUp' or '?'; Mod is Ctrl, and Cmd on a Mac. See action-keys.ts. */
  readonly keys?: string;
  /** Other words it may be looked for by. */
  readonly keywords?: readonly string[];
  readonly enabled: () => boolean;
  readonly run: () => void | Promise<void>;
}

/** How many actions the palette remembers as used last. */
const remembered = 6;

/** Text as it is compared: lower case, without tone and vowel marks, đ as d. 'Đúng hạn' and 'dung han' are the same. */
export function foldText(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/đ/g, 'd');
}

/**
 * How well a text answers what was typed, or null when it does not; smaller is better.
 * 0 it begins with it · 1 each typed word begins one of its words, in order · 2 its words' initials ('xhtl') · 3 it contains it ·
 * 4 each typed word begins one of its words, in any order · 5 its letters, three or more, occur in order
 */
export function matchRank(typed: string, text: string): number | null {
  const wanted = foldText(typed).trim().replace(/\s+/g, ' ');
  const given = foldText(text);
  if (given.startsWith(wanted)) return 0;
  const words = given.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  const parts = wanted.split(' ');
  if (inOrder(parts, words)) return 1;
  if (
    words
      .map((word) => word[0])
      .join('')
      .startsWith(wanted)
  )
    return 2;
  if (given.includes(wanted)) return 3;
  if (parts.every((part) => words.some((word) => word.startsWith(part)))) return 4;
  const letters = wanted.replaceAll(' ', '');
  return letters.length > 2 && isSubsequence(letters, words.join('')) ? 5 : null;
}

/** The actions that answer what was typed, best first; with nothing typed, all of them. Those that cannot run now are left out. */
export function findActions(actions: readonly Action[], typed: string, language: Language): Action[] {
  const enabled = actions.filter((action) => action.enabled());
  if (typed.trim() === '') return enabled;
  const other: Language = language === 'vi' ? 'en' : 'vi';
  const ranked = enabled.flatMap((action, at) => {
    const own = matchRank(typed, action.label[language]);
    // The other language's wording and the keywords count a little less; letters scattered over them count nothing.
    const also = [action.label[other], ...(action.keywords ?? []), `${action.group[language]} ${action.label[language]}`].flatMap(
      (text) => {
        const rank = matchRank(typed, text);
        return rank === null || rank === 5 ? [] : [rank + 0.5];
      },
    );
    const rank = Math.min(own ?? Infinity, ...also);
    return rank === Infinity ? [] : [{ action, rank, at }];
  });
  return ranked.sort((a, b) => a.rank - b.rank || a.at - b.at).map(({ action }) => action);
}

/** The ids of actions used last, newest first, after one more use. */
export function afterUse(recent: readonly string[], id: string): string[] {
  return [id, ...recent.filter((one) => one !== id)].slice(0, remembered);
}

function inOrder(parts: readonly string[], words: readonly string[]): boolean {
  let at = 0;
  for (const word of words) if (at < parts.length && word.startsWith(parts[at] ?? '')) at++;
  return at === parts.length;
}

function isSubsequence(letters: string, text: string): boolean {
  let at = 0;
  for (const letter of text) if (letter === letters[at]) at++;
  return at === letters.length;
}
