import { administrationFiles } from './files-administration.ts';
import { economyFiles } from './files-economy.ts';
import { laterFiles } from './files-later.ts';
import { serviceFiles } from './files-services.ts';
import type { FileSpec } from './model.ts';

/** Every sample export, in the order of faults.json. */
export const files: readonly FileSpec[] = [...serviceFiles, ...administrationFiles, ...economyFiles, ...laterFiles];
