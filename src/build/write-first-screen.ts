import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import { languages, type Language } from '../core/language';
import type { PlainTable } from '../core/plain-table';

const root = join(import.meta.dirname, '../..');
const rendered = join(root, 'node_modules/.cache/doi-chieu-prerender');

/** What src/prerender.ts exports. */
interface Prerender {
  firstScreen(start: PlainTable, language: Language): Promise<string>;
}

/**
 * Writes the start page into a built site's index.html, so that the scorecard is on the screen before any script of ours has run: the first
 * language as the content of #app, which the page takes over as it stands, the others as templates (first-screen.ts).
 */
export async function writeFirstScreen(folder: string): Promise<void> {
  await build({
    root: join(root, 'src'),
    configFile: join(root, 'vite.config.ts'),
    logLevel: 'warn',
    build: { ssr: 'prerender.ts', outDir: rendered, emptyOutDir: true, minify: false },
  });
  const { firstScreen } = (await import(pathToFileURL(join(rendered, 'prerender.js')).href)) as Prerender;
  const start = JSON.parse(readFileSync(join(root, 'src/generated/start.json'), 'utf8')) as PlainTable;
  const screens = new Map<Language, string>();
  for (const language of languages) screens.set(language, await firstScreen(start, language));
  const path = join(folder, 'index.html');
  const html = readFileSync(path, 'utf8');
  const empty = '<div id="app"></div>';
  if (!html.includes(empty)) throw new Error(`${path} has no ${empty}`);
  const [[, first], ...others] = [...screens] as [[Language, string], ...[Language, string][]];
  const templates = others.map(([language, screen]) => `<template lang="${language}">${screen}</template>`);
  writeFileSync(
    path,
    html.replace(empty, () => [`<div id="app">${first}</div>`, ...templates].join('\n    ')),
  );
}
