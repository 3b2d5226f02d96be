import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Plugin } from 'vite';
import { parseQuestion } from '../core/question';

const asked = '?question';

/** Makes `queries/….sql?question` a module with the parsed question: read and checked by the build, so that no start of the page has to. */
export const savedQuestionsPlugin: Plugin = {
  name: 'saved-questions',
  enforce: 'pre',
  load(id) {
    if (!id.endsWith(`.sql${asked}`)) return null;
    const path = id.slice(0, -asked.length);
    this.addWatchFile(path);
    const question = parseQuestion(`queries/${basename(join(path, '..'))}/${basename(path)}`, readFileSync(path, 'utf8'));
    return { code: `export default JSON.parse(${JSON.stringify(JSON.stringify(question))});`, map: null };
  },
};
