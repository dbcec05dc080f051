import type { StorageWrite } from './dynalite.ts'
import type { Engine } from './engine.ts'
import { type Change, writesOf } from './items/change.ts'

/** Writes changes, their index entries and their stream records, all or none, and tells who follows the streams. */
export const commit = async (
  { storage, streams }: Engine,
  changes: readonly Change[],
  { more = [], isExpiry = false }: { more?: readonly StorageWrite[]; isExpiry?: boolean } = {},
): Promise<void> => {
  await storage.write([...changes.flatMap(writesOf), ...streams.writes(changes, isExpiry), ...more])
  streams.tell(changes)
}
