/** Text that is no JSON, and where. */
export class JsonFault extends Error {
  constructor(readonly at: number) {
    super(`not JSON at ${at}`);
  }
}

/** A value as it stands in the text: nothing is built, so depth and size cost nothing. */
export interface JsonSlice {
  readonly kind: 'object' | 'array' | 'string' | 'number' | 'true' | 'false' | 'null';
  readonly from: number;
  readonly to: number;
}

/**
 * Reads JSON (RFC 8259) by position. Values are slices of the text; only what is asked for is looked into, and nested values are skipped by counting
 * brackets, so a hundred thousand levels are as good as one.
 * @throws JsonFault
 */
export class JsonScan {
  constructor(readonly text: string) {}

  /** Position of the next character that is no space, from `at` on. */
  skipSpace(at: number): number {
    let next = at;
    for (;;) {
      const code = this.text.charCodeAt(next);
      if (code !== 32 && code !== 10 && code !== 13 && code !== 9 && code !== 0xfeff) return next;
      next++;
    }
  }

  /** The value that begins at `at` (no space before it). */
  value(at: number): JsonSlice {
    const char = this.text[at];
    if (char === '"') return { kind: 'string', from: at, to: this.stringEnd(at) };
    if (char === '{' || char === '[') return { kind: char === '{' ? 'object' : 'array', from: at, to: this.nestedEnd(at) };
    for (const word of ['true', 'false', 'null'] as const)
      if (this.text.startsWith(word, at)) return { kind: word, from: at, to: at + word.length };
    numberForm.lastIndex = at;
    const found = numberForm.exec(this.text);
    if (!found) throw new JsonFault(at);
    return { kind: 'number', from: at, to: at + found[0].length };
  }

  /** The members of an object, in order. */
  *members(object: JsonSlice): Generator<{ name: string; value: JsonSlice }> {
    let at = this.skipSpace(object.from + 1);
    if (this.text[at] === '}') return;
    for (;;) {
      if (this.text[at] !== '"') throw new JsonFault(at);
      const nameEnd = this.stringEnd(at);
      const name = this.string({ kind: 'string', from: at, to: nameEnd });
      at = this.skipSpace(nameEnd);
      if (this.text[at] !== ':') throw new JsonFault(at);
      const value = this.value(this.skipSpace(at + 1));
      yield { name, value };
      at = this.skipSpace(value.to);
      if (this.text[at] === '}') return;
      if (this.text[at] !== ',') throw new JsonFault(at);
      at = this.skipSpace(at + 1);
    }
  }

  /** The items of an array, in order. */
  *items(array: JsonSlice): Generator<JsonSlice> {
    let at = this.skipSpace(array.from + 1);
    if (this.text[at] === ']') return;
    for (;;) {
      const value = this.value(at);
      yield value;
      at = this.skipSpace(value.to);
      if (this.text[at] === ']') return;
      if (this.text[at] !== ',') throw new JsonFault(at);
      at = this.skipSpace(at + 1);
    }
  }

  string({ from, to }: JsonSlice): string {
    const inner = this.text.slice(from + 1, to - 1);
    if (!inner.includes('\\')) return inner;
    try {
      return JSON.parse(this.text.slice(from, to)) as string;
    } catch {
      throw new JsonFault(from);
    }
  }

  /** 1-based line of a position. */
  lineOf(at: number): number {
    let line = 1;
    for (let next = this.text.indexOf('\n'); next >= 0 && next < at; next = this.text.indexOf('\n', next + 1)) line++;
    return line;
  }

  private stringEnd(at: number): number {
    let end = this.text.indexOf('"', at + 1);
    while (end >= 0) {
      let back = end - 1;
      while (this.text.charCodeAt(back) === 92) back--;
      if ((end - 1 - back) % 2 === 0) return end + 1;
      end = this.text.indexOf('"', end + 1);
    }
    throw new JsonFault(at);
  }

  private nestedEnd(at: number): number {
    const open: number[] = [];
    for (let next = at; next < this.text.length; next++) {
      const code = this.text.charCodeAt(next);
      if (code === 34) next = this.stringEnd(next) - 1;
      else if (code === 123 || code === 91) open.push(code + 2);
      else if (code === 125 || code === 93) {
        if (open.pop() !== code) throw new JsonFault(next);
        if (open.length === 0) return next + 1;
      }
    }
    throw new JsonFault(this.text.length);
  }
}

const numberForm = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?/y;
