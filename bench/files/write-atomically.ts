import { mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { systemTimers, type Timers } from '../timers.ts'
import { patiently } from './patiently.ts'

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
    await patiently(() => move(draft, path), timers)
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
}
