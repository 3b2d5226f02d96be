import { startEngineWorker } from './engine/engine-worker';
import { prepareFirstScreen } from './first-screen';
import './ui/theme.css';

// The engine takes the longest to load; its worker is under way before the document is read to its end and the page's own code has arrived.
startEngineWorker();
prepareFirstScreen();
if (document.readyState === 'loading') addEventListener('DOMContentLoaded', () => void import('./main'), { once: true });
else void import('./main');
