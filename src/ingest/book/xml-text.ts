/** XML as spreadsheets use it, read by looking for the next tag: no tree, no entities but the five and numbers, so nothing can expand. */

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Text of an element or attribute: entities resolved, CDATA unwrapped, Excel's `_x000D_` read back. */
export function xmlValue(text: string): string {
  let value = text;
  if (value.includes('<![CDATA['))
    value = value.replace(/<!\[CDATA\[([\s\S]*?)\]\]>/g, (_, inner: string) => inner.replaceAll('&', '&amp;'));
  if (value.includes('&'))
    value = value.replace(/&(#x[\da-f]{1,6}|#\d{1,7}|\w{2,4});/gi, (whole, name: string) => {
      if (name[0] !== '#') return named[name] ?? whole;
      const code = name[1] === 'x' || name[1] === 'X' ? parseInt(name.slice(2), 16) : Number(name.slice(1));
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
    });
  // A CR or CRLF in the file is a plain line break to every XML reader.
  return value.includes('\r') ? value.replace(/\r\n?/g, '\n') : value;
}

/** As `xmlValue`; `_x000D_` and its like, which SpreadsheetML writes for what XML cannot hold, become their character. */
export function sheetValue(text: string): string {
  const value = xmlValue(text);
  return value.includes('_x') ? value.replace(/_x([\da-f]{4})_/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))) : value;
}

/** An attribute of a start tag; null where it has none. `name` without prefix also finds one with (`r:id`). */
export function attribute(tag: string, name: string): string | null {
  let at = tag.indexOf(name, 1);
  while (at > 0) {
    const before = tag.charCodeAt(at - 1);
    let after = at + name.length;
    while (tag.charCodeAt(after) === 32) after++;
    if ((before <= 32 || before === 58) && tag[after] === '=') {
      after++;
      while (tag.charCodeAt(after) <= 32) after++;
      const quote = tag[after];
      const end = quote === '"' || quote === "'" ? tag.indexOf(quote, after + 1) : -1;
      return end < 0 ? null : xmlValue(tag.slice(after + 1, end));
    }
    at = tag.indexOf(name, at + 1);
  }
  return null;
}

export interface XmlElement {
  /** What stands between `<` and `>`: name and attributes. */
  readonly tag: string;
  /** What stands inside, unread. */
  readonly inner: string;
}

/**
 * Every element of a name in a text, outermost first, prefixes ignored (`x:row` is `row`). Elements of the same name are not looked for inside one another.
 * Linear in the text, also where it is broken.
 */
export function* elements(text: string, name: string): Generator<XmlElement> {
  const prefix = prefixOf(text, name);
  const open = `<${prefix}${name}`;
  const close = `</${prefix}${name}`;
  let at = text.indexOf(open);
  while (at >= 0) {
    const next = text.charCodeAt(at + open.length);
    // `<c` also begins `<cols`.
    if (next !== 62 && next !== 47 && next > 32) {
      at = text.indexOf(open, at + open.length);
      continue;
    }
    const tagEnd = text.indexOf('>', at);
    if (tagEnd < 0) return;
    if (text.charCodeAt(tagEnd - 1) === 47) {
      yield { tag: text.slice(at + 1, tagEnd - 1), inner: '' };
      at = text.indexOf(open, tagEnd);
      continue;
    }
    const end = text.indexOf(close, tagEnd);
    if (end < 0) return;
    yield { tag: text.slice(at + 1, tagEnd), inner: text.slice(tagEnd + 1, end) };
    at = text.indexOf(open, end);
  }
}

/** The first element of a name, or null. */
export function element(text: string, name: string): XmlElement | null {
  for (const one of elements(text, name)) return one;
  return null;
}

/** `x:` when the name stands in the text with that prefix only, else ''. */
function prefixOf(text: string, name: string): string {
  let at = text.indexOf(name);
  while (at > 0) {
    const next = text.charCodeAt(at + name.length);
    if (next === 62 || next === 47 || next <= 32) {
      if (text[at - 1] === '<') return '';
      if (text[at - 1] === ':') {
        const start = text.lastIndexOf('<', at);
        const prefix = text.slice(start + 1, at);
        if (start >= 0 && prefix.length < 20 && /^[\w.-]+:$/.test(prefix)) return prefix;
      }
    }
    at = text.indexOf(name, at + 1);
  }
  return '';
}
