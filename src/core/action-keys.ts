/** A key that went down, as a KeyboardEvent has it. */
export interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/**
 * True when a key press is what `keys` says. 'Mod' is Ctrl or Cmd, whichever is pressed. A sign such as '?' is compared as it was typed, so
 * that it does not matter which keys of a keyboard make it; letters with a modifier are compared by their place too, for keyboards and input
 * methods that give other letters.
 */
export function pressMatches(keys: string, press: KeyPress): boolean {
  const { key, mod, alt, shift } = partsOf(keys);
  if (mod !== (press.ctrlKey || press.metaKey) || alt !== press.altKey) return false;
  const typed = press.key.length === 1 ? press.key.toLowerCase() : press.key;
  const letter = /^[a-z]$/i.test(key);
  const wanted = key.length === 1 ? key.toLowerCase() : key;
  if (typed !== wanted && !(letter && (mod || alt) && press.code === `Key${key.toUpperCase()}`)) return false;
  // Shift is part of how a sign is made, but a choice with letters and named keys.
  return (key.length === 1 && !letter && !/^\d$/.test(key)) || shift === press.shiftKey;
}

/** The keys as they are written for a reader: ['Ctrl', 'Shift', 'P'], on a Mac ['⌘', '⇧', 'P']. */
export function shownKeys(keys: string, mac: boolean): string[] {
  const { key, mod, alt, shift } = partsOf(keys);
  const signs: Readonly<Record<string, string>> = {
    ArrowUp: '↑',
    ArrowDown: '↓',
    ArrowLeft: '←',
    ArrowRight: '→',
    Escape: 'Esc',
    ' ': 'Space',
  };
  return [
    ...(mod ? [mac ? '⌘' : 'Ctrl'] : []),
    ...(alt ? [mac ? '⌥' : 'Alt'] : []),
    ...(shift ? [mac ? '⇧' : 'Shift'] : []),
    signs[key] ?? (key.length === 1 ? key.toUpperCase() : key),
  ];
}

/** True for keys that also type or move within a field; they are left to the field while one is in use. */
export function typesText(keys: string): boolean {
  const { key, mod, alt } = partsOf(keys);
  return !mod && !(alt && key.length > 1) && !/^F\d+$/.test(key);
}

function partsOf(keys: string): { key: string; mod: boolean; alt: boolean; shift: boolean } {
  const parts = keys === '+' ? ['+'] : keys.split('+');
  return { key: parts.at(-1) ?? '', mod: parts.includes('Mod'), alt: parts.includes('Alt'), shift: parts.includes('Shift') };
}
