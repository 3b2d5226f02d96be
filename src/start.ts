import { startEngineWorker } from './engine/engine-worker';
import './ui/theme.css';

// The engine takes the longest to load; its worker is under way before the page's own code has arrived.
startEngineWorker();
void import('./main');
