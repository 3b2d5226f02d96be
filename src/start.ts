import { prepareFirstScreen } from './first-screen';
import './ui/theme.css';

prepareFirstScreen();
if (document.readyState === 'loading') addEventListener('DOMContentLoaded', () => void import('./main'), { once: true });
else void import('./main');
