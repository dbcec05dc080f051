import { mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { reasonOf } from '../failures/reason-of.ts'
import { systemTimers, type Timers, wait } from '../timers.ts'

/** Windows lends a file to virus scanners and indexers, and then refuses to replace it for some milliseconds. */
const passing = ['EPERM', 'EBUSY', 'EACCES']
const tries = 6

export interface AtomicDependencies {
  timers?: Timers
  rename?: (from: string, to: string) => Promise<void>
}

/** Writes a file so that a reader finds the old one or the whole new one, also after a power cut. Makes its folder. */
export const writeAtomically = async (
  path: string,
  content: string | Uint8Array,
  { timers = systemTimers, rename: move = rename }: AtomicDependencies = {},
): Promise<void> => {
  await mkdir(dirname(path), { recursive: true })
  const draft = `${path}.${process.pid}.part`
  try {
    const file = await open(draft, 'w')
    try {
      await file.writeFile(content)
      await file.sync()
    } finally {
      await file.close()
    }
    for (let left = tries; ; left--) {
      try {
        return await move(draft, path)
      } catch (error) {
        if (left === 1 || !passing.includes(reasonOf(error))) throw error
        await wait(timers, 20 * 2 ** (tries - left))
      }
    }
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
}
