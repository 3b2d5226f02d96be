/**
 * Asks the browser for a copy event and lets `fill` write it. For shortcuts that mean nothing to the browser; Ctrl+C brings the event by itself.
 * Unlike `navigator.clipboard` this also works where the page is not a secure context. Chromium sends the event without selected text only
 * when `beforecopy` is prevented. Must run within a key press or click.
 */
export function askForCopy(fill: (event: ClipboardEvent) => void): void {
  const allow = (event: Event) => event.preventDefault();
  document.addEventListener('beforecopy', allow, true);
  document.addEventListener('copy', fill, true);
  document.execCommand('copy');
  document.removeEventListener('copy', fill, true);
  document.removeEventListener('beforecopy', allow, true);
}
