import { statfs } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { fail } from '../failures/failure.ts'
import { reasonOf } from '../failures/reason-of.ts'

/** Thousands of units' journal lines; below it a disk is as good as full, and systems begin to fail. */
const neededBytes = 16 * 1024 * 1024

export type FreeBytes = (folder: string) => Promise<number>

/** Of a folder that is still to be made, the nearest one above it that is there. */
const systemFreeBytes: FreeBytes = async (folder) => {
  try {
    const { bavail, bsize } = await statfs(folder)
    return bavail * bsize
  } catch (error) {
    const above = dirname(resolve(folder))
    if (!['ENOENT', 'ENOTDIR'].includes(reasonOf(error)) || above === resolve(folder)) throw error
    return systemFreeBytes(above)
  }
}

/** Throws `disk-full` when there is no room for the journal of another unit: asked before a unit is touched. */
export const checkRoom = async (folder: string, freeBytes: FreeBytes = systemFreeBytes): Promise<void> => {
  const free = await freeBytes(folder)
  if (free < neededBytes)
    throw fail('disk-full', { folder, freeMegabytes: Math.floor(free / 1024 / 1024), neededMegabytes: 16 })
}
