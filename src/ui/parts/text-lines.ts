/** A letter's usual width as a share of the type size, in the face of the page. */
const letterShare = 0.54;

/** A sentence in lines that fit so many pixels, broken between words; for drawings, which do not break lines by themselves. */
export function textLines(text: string, widthPx: number, sizePx: number): string[] {
  const most = Math.max(12, Math.floor(widthPx / (sizePx * letterShare)));
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= most) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
