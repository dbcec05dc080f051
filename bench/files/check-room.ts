import { statfs } from 'node:fs/promises'
import { fail } from '../failures/failure.ts'

/** Thousands of units' journal lines; below it a disk is as good as full, and systems begin to fail. */
const neededBytes = 16 * 1024 * 1024

export type FreeBytes = (folder: string) => Promise<number>

const systemFreeBytes: FreeBytes = async (folder) => {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize
}

/** Throws `disk-full` when there is no room for the journal of another unit: asked before a unit is touched. */
export const checkRoom = async (folder: string, freeBytes: FreeBytes = systemFreeBytes): Promise<void> => {
  const free = await freeBytes(folder)
  if (free < neededBytes)
    throw fail('disk-full', { folder, freeMegabytes: Math.floor(free / 1024 / 1024), neededMegabytes: 16 })
}
