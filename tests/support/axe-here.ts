import type { AxeResults, RunOptions } from 'axe-core';
// As text: the bundler would find the package late and reload the page in the middle of a test.
import source from 'axe-core/axe.min.js?raw';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe finds wrong below an element of the test's own page, one line each. Whole-page rules (landmarks, one h1) are left to e2e. */
export async function violationsIn(element: Element): Promise<string[]> {
  const page = window as unknown as { axe?: { run(context: Element, options: RunOptions): Promise<AxeResults> } };
  if (!page.axe) {
    const script = document.createElement('script');
    script.textContent = source;
    document.head.append(script);
  }
  const { violations, passes } = await page.axe!.run(element, {
    runOnly: { type: 'tag', values: tags },
    rules: { region: { enabled: false }, 'page-has-heading-one': { enabled: false }, 'landmark-one-main': { enabled: false } },
  });
  if (passes.length === 0) throw new Error('axe looked at nothing');
  return violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes.map((node) => `${node.html.slice(0, 120)} | ${node.any[0]?.message ?? node.all[0]?.message ?? node.none[0]?.message ?? ''}`).join(' || ')}`,
  );
}
