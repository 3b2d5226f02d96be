import questions from './generated/questions.json?raw';
import type { SavedQuestion } from './core/question';

/** Every saved question of `queries/`, in the order of their paths; read and checked when the page was built, so that no start has to. */
export const savedQuestions = JSON.parse(questions) as readonly SavedQuestion[];
