import { join } from 'node:path';
import { siteServer } from './serve';

const port = Number(process.env.PORT ?? 4173);
const folder = join(import.meta.dirname, '../../dist');

siteServer({ folder })
  .listen(port, '127.0.0.1', () => console.log(`\n  Đối Chiếu: http://127.0.0.1:${port}/\n`))
  .on('error', (error) => {
    console.error(
      `Không mở được cổng ${port} / port ${port} could not be opened: ${error.message}. PORT=… chọn cổng khác / chooses another.`,
    );
    process.exit(1);
  });
