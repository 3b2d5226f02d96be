import type { ShippedNotebook } from './state/session.svelte';

const texts = import.meta.glob<string>(['../queries/notebooks/*.md', '!../queries/notebooks/README.md'], {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** The notebooks of queries/notebooks, by file name. */
export const shippedNotebooks: readonly ShippedNotebook[] = Object.entries(texts).map(([path, text]) => ({
  id: path.replace(/^.*\/|\.md$/g, ''),
  text,
}));
