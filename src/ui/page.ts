import { createContext } from 'svelte';
import type { Session } from '../state/session.svelte';
import { wordsIn } from './messages/words';
import type { Messages } from './messages/vi';

/** The session of the page, for every component below App. */
export const [useSession, provideSession] = createContext<Session>();

/** The page's words in the language in force; read it inside `$derived` or markup. */
export function useWords(): () => Messages {
  const session = useSession();
  return () => wordsIn(session.settings.language);
}
