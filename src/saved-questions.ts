import type { SavedQuestion } from './core/question';

const questions = import.meta.glob<SavedQuestion>(['../queries/**/*.sql', '!../queries/model/**'], {
  query: '?question',
  import: 'default',
  eager: true,
});

/** Every saved question of `queries/`, in the order of their paths; parsed when the page was built. */
export const savedQuestions: readonly SavedQuestion[] = Object.values(questions);
