import { mkdir, open, readFile, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { fail } from '../failures/failure.ts'
import { reasonOf } from '../failures/reason-of.ts'
import { patiently } from '../files/patiently.ts'

export type IsAlive = (pid: number) => boolean

/** Signal 0 only asks; a process of somebody else is alive too (EPERM). Works on Windows as well. */
const systemIsAlive: IsAlive = (pid) => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return reasonOf(error) === 'EPERM'
  }
}

const lockOf = (path: string): string => `${path}.lock`

/** The process that holds the journal, if it still runs. A lock that a killed agent left says nobody. */
const holder = async (path: string, isAlive: IsAlive): Promise<number | undefined> => {
  const text = await readFile(lockOf(path), 'utf8').catch(() => '')
  const pid = Number.parseInt(text, 10)
  return Number.isInteger(pid) && pid > 0 && isAlive(pid) ? pid : undefined
}

/** Throws `journal-in-use` while a station works with this journal. */
export const checkUnlocked = async (path: string, isAlive: IsAlive = systemIsAlive): Promise<void> => {
  const pid = await holder(path, isAlive)
  if (pid !== undefined) throw fail('journal-in-use', { path, pid })
}

/** Takes the journal for this process alone and answers how to give it back. Throws `journal-in-use`. */
export const lockJournal = async (path: string, isAlive: IsAlive = systemIsAlive): Promise<() => Promise<void>> => {
  await mkdir(dirname(path), { recursive: true }).catch((cause) => {
    throw fail('journal-not-written', { path, reason: reasonOf(cause) }, { cause })
  })
  for (let left = 2; ; left--) {
    try {
      const file = await open(lockOf(path), 'wx')
      await file.writeFile(`${process.pid}\n`)
      await file.close()
      return () => patiently(() => rm(lockOf(path), { force: true }))
    } catch (cause) {
      const reason = reasonOf(cause)
      if (reason !== 'EEXIST') throw fail('journal-not-written', { path: lockOf(path), reason }, { cause })
      await checkUnlocked(path, isAlive)
      if (left === 0) throw fail('journal-not-written', { path: lockOf(path), reason }, { cause })
      await patiently(() => rm(lockOf(path), { force: true }))
    }
  }
}
