import { parseQuestion, type SavedQuestion } from './core/question';

const texts = import.meta.glob<string>(['../queries/**/*.sql', '!../queries/model/**'], { query: '?raw', import: 'default', eager: true });

/** Every saved question of `queries/`, in the order of their paths. */
export const savedQuestions: readonly SavedQuestion[] = Object.entries(texts).map(([path, text]) =>
  parseQuestion(path.replace('../', ''), text),
);
