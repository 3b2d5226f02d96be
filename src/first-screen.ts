/*
 * The start page as the build wrote it into index.html stands on the screen before the page's code has arrived. This file fits it to the reader and
 * keeps what the reader does until the live page is there. It imports next to nothing, so that it runs first.
 */
import type { SourceFile } from './ingest/source-file';
import { sourcesOf } from './ui/import/dropped-files';

/** Clicks, keys and changed fields, in the order in which they came. */
let kept: Event[] = [];
/** What was typed into each field; taking the screen over empties them. */
let typed = new Map<HTMLInputElement, string>();
let dropped: Promise<readonly SourceFile[]>[] = [];
let noticed: () => void = () => undefined;

/** Resolves when the reader does something to a page that is not alive yet. */
export const readerIsHere = new Promise<void>((resolve) => (noticed = resolve));

const watched = ['pointerdown', 'keydown', 'focusin', 'dragover', 'drop', 'click', 'input', 'change'] as const;

/** Call it first, while the document is still being read: theme at once, and nothing to see until it is clear which page is wanted. */
export function prepareFirstScreen(): void {
  fitFirstScreen();
  for (const type of watched) addEventListener(type, keep, { capture: true });
}

/** The first half of it: what the reader sees. */
export function fitFirstScreen(): void {
  const { documentElement: html } = document;
  const [theme, language] = [setting('theme'), setting('language')];
  if (theme === 'dark' || theme === 'light') html.dataset.theme = theme;
  if (language === 'en') html.lang = language;
  html.toggleAttribute('data-waiting', isOtherPage() || language === 'en');
}

/**
 * Call it when the document is read: the screen in the reader's language, none where the reader comes back to a page of their own or the address asks for one.
 * @returns the element that holds it, or is empty
 */
export function takeFirstScreen(): HTMLElement {
  const app = document.getElementById('app')!;
  const { documentElement: html } = document;
  const other = document.querySelector<HTMLTemplateElement>(`template[lang="${html.lang}"]`);
  if (isOtherPage()) app.replaceChildren();
  else if (other) app.replaceChildren(other.content);
  for (const screen of document.querySelectorAll('template[lang]')) screen.remove();
  html.removeAttribute('data-waiting');
  return app;
}

/** Call it when the page is alive: does again what the reader has done meanwhile. */
export function giveBack(open: (files: readonly SourceFile[]) => void): void {
  for (const type of watched) removeEventListener(type, keep, { capture: true });
  for (const [field, text] of typed) field.value = text;
  for (const event of kept) {
    const { target } = event;
    if (!(target instanceof Element) || !target.isConnected) continue;
    if (event.type === 'click' && target instanceof HTMLElement) target.click();
    else target.dispatchEvent(new (event.constructor as typeof KeyboardEvent)(event.type, event as KeyboardEvent));
  }
  for (const files of dropped) void files.then(open);
  [kept, typed, dropped] = [[], new Map(), []];
}

/** A click waits; a key goes on its way and comes again, unless it was typed into a field; a file is not for the browser itself to open. */
function keep(event: Event): void {
  noticed();
  if (event instanceof DragEvent) {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    if (event.type === 'drop') dropped.push(sourcesOf(event.dataTransfer));
  } else if (event.type === 'click') {
    event.preventDefault();
    event.stopPropagation();
    kept.push(event);
  } else if (event.type === 'input' || event.type === 'change') {
    if (event.target instanceof HTMLInputElement && event.target.type === 'text') typed.set(event.target, event.target.value);
    kept.push(event);
  } else if (event instanceof KeyboardEvent && event.target instanceof Element && !event.target.matches('input, textarea, select'))
    kept.push(event);
}

/** Whoever shows the page in a frame gets a view that only shows, whether its address asks for that or not: nothing of the reader's is ever in a foreign frame. */
export const isEmbedded = (): boolean => window.parent !== window || new URLSearchParams(location.search).has('embed');

/** The address or the single file holds a page, or the browser keeps one (state/session.svelte.ts). */
const isOtherPage = () =>
  location.hash.length > 1 || 'own' in document.documentElement.dataset || isEmbedded() || setting('workspace') !== null;

function setting(name: 'language' | 'theme' | 'workspace'): string | null {
  try {
    return localStorage.getItem(`doi-chieu.${name}`);
  } catch {
    return null;
  }
}
