import { mount } from 'svelte';
import { allowedHosts } from './core/embed/embed-message';
import { answerHost } from './state/embed-answers';
import type { Session } from './state/session.svelte';
import { browserHost } from './storage/browser-host';
import EmbedView from './ui/embed/EmbedView.svelte';
import { titleOf } from './ui/notebook/cell-title';

/** The view that only shows, and its answers to the page around it. */
export function showEmbedded(session: Session, screen: HTMLElement): void {
  const host = browserHost(allowedHosts(location.search));
  screen.replaceChildren();
  mount(EmbedView, { target: screen, props: { session, onheight: (heightPx: number) => host.post({ type: 'doi-chieu.size', heightPx }) } });
  answerHost(session, host, (cell) => titleOf(cell, session.settings.language));
}
