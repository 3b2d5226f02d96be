import { hydrate, mount } from 'svelte';
import { giveBack } from './first-screen';
import type { Session } from './state/session.svelte';
import App from './ui/App.svelte';

/** Brings the page to life: takes over the screen that the build wrote, or draws it where there is none. */
export function showPage(session: Session, target: HTMLElement): void {
  (target.hasChildNodes() ? hydrate : mount)(App, { target, props: { session } });
  giveBack((files) => void session.open(files));
}
