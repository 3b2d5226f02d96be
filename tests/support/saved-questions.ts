import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseQuestion, type SavedQuestion } from '../../src/core/question';

const root = new URL('../../', import.meta.url);

/** Every saved question on disk, in path order; the scripts of queries/model are not questions. */
export function savedQuestions(): SavedQuestion[] {
  const folder = fileURLToPath(new URL('queries/', root));
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.sql') && !path.startsWith('model/'))
    .sort()
    .map((path) => parseQuestion(`queries/${path}`, readFileSync(`${folder}${path}`, 'utf8')));
}
