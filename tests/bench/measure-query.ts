import { openCounted } from './bench-sites';
import { cleanCsv, groupedSql } from './clean-csv';
import type { Figure } from './figure';
import { importInBare, importInPage } from './measure-import';
import { runLastCell, writeOwnQuery } from './own-query';
import { Profile } from './profile';

/** A grouped question on the table of 100 MB: from the press of the button to the rows on the screen, beside the engine's own time. */
export async function measureQuery(rounds: number): Promise<Figure[]> {
  const [ourSite, bareSite] = [await openCounted('page'), await openCounted('bare')];
  const [ours, theirs] = [new Profile(), new Profile()];
  try {
    const path = cleanCsv(100);
    const [page, bare] = [await ours.open(), await theirs.open()];
    const { table } = await importInPage(page, ourSite.url, path);
    await importInBare(bare, bareSite.url, path);
    await writeOwnQuery(page, groupedSql(`"${table}"`));
    const times = { page: [] as number[], bare: [] as number[] };
    // The first three of each let the engine's code be compiled for speed and do not count.
    for (let round = -3; round < rounds; round++) {
      const [shown, answered] = [await runLastCell(page), await bare.evaluate((sql) => window.__bare!.time(sql), groupedSql('t'))];
      if (round < 0) continue;
      times.page.push(shown);
      times.bare.push(answered);
    }
    return [
      {
        name: 'grouped question on 100 MB: on the screen : engine alone',
        unit: 'ms',
        page: times.page,
        bare: times.bare,
        limit: { plus: 60 },
      },
    ];
  } finally {
    await Promise.all([ours.remove(), theirs.remove(), ourSite.close(), bareSite.close()]);
  }
}
