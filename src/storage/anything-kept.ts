/** The folder of the copies that belong to a database. */
export const copiesOf = (name: string): string => `${name}-states`;

/** The folder of the tables that were kept of files. */
export const tablesOf = (name: string): string => `${name}-tables`;

/** Whether anything is kept under this name, without opening or making a store. */
export async function isAnythingKept(name = 'doi-chieu'): Promise<boolean> {
  if ((await indexedDB.databases()).some((database) => database.name === name)) return true;
  const root = await navigator.storage.getDirectory().catch(() => null);
  const copies = (await root?.getDirectoryHandle(copiesOf(name)).catch(() => null)) ?? null;
  return copies !== null;
}
