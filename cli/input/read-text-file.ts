import { readFile } from 'node:fs/promises'
import { UsageError } from '../command.ts'

/** The text of a file the user named; `what` says in an error what was expected there. */
export async function readTextFile(path: string, what: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') throw new UsageError(`${path} does not exist: expected ${what}`)
    if (code === 'EISDIR') throw new UsageError(`${path} is a folder: expected ${what}`)
    if (code === 'EACCES') throw new UsageError(`${path} may not be read: check its permissions`)
    throw error
  }
}
