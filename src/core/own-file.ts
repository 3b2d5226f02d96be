/** Id of the element that holds a portable file, as base64, in a single HTML file made from the page. */
export const ownFileId = 'file-own';

/** Of whole groups of three, so that the texts of pieces make the text of the whole. */
const pieceBytes = 3 * 2 ** 20;

/**
 * The single HTML file with a portable file inside: in pieces, since a text of all could be too long.
 * @param shell the single HTML file without one
 * @param toBase64 of at most `pieceBytes` at a time
 */
export function withOwnFile(shell: string, portable: Uint8Array, toBase64: (bytes: Uint8Array) => string): string[] {
  const end = shell.lastIndexOf('</body>');
  const pieces: string[] = [];
  for (let at = 0; at < portable.length; at += pieceBytes) pieces.push(toBase64(portable.subarray(at, at + pieceBytes)));
  // In the head it is known at once that another page than the built one is to be shown.
  const before = shell.slice(0, end).replace('<html ', '<html data-own ');
  return [before, `<script type="text/plain" id="${ownFileId}">`, ...pieces, '</script>\n', shell.slice(end)];
}
