import { existsSync } from 'node:fs'
import { open, readFile } from 'node:fs/promises'
import { UsageError } from '../command.ts'
import type { BatchResult } from './batch-result.ts'

/** Results of a batch, a JSON line each, written as they come; the next run with the same file leaves out what is done. */
export interface ResultsFile {
  isDone(imei: string): boolean
  add(result: BatchResult): Promise<void>
  close(): Promise<void>
}

interface ResultLine extends BatchResult {
  act: string
  at: string
}

const parse = (line: string): ResultLine | undefined => {
  try {
    const value = JSON.parse(line) as Partial<ResultLine>
    return typeof value.imei === 'string' && typeof value.act === 'string' ? (value as ResultLine) : undefined
  } catch {
    return undefined
  }
}

const readDone = async (path: string, act: string): Promise<{ done: Set<string>; length: number }> => {
  const done = new Set<string>()
  if (!existsSync(path)) return { done, length: 0 }
  const text = await readFile(path, 'utf8')
  const lines = text.split('\n')
  // A kill may have cut the last line short; its device is simply done again, which is harmless.
  const torn = lines.pop() ?? ''
  for (const [index, one] of lines.entries()) {
    const line = parse(one)
    if (line === undefined)
      throw new UsageError(`${path}, line ${index + 1}, is no result of a batch: give --results another file`)
    if (line.act !== act)
      throw new UsageError(
        `${path} holds results of \`device ${line.act}\`, not of \`device ${act}\`: give --results another file`,
      )
    if (line.outcome === 'done') done.add(line.imei)
    else done.delete(line.imei)
  }
  return { done, length: Buffer.byteLength(text) - Buffer.byteLength(torn) }
}

/** Opens the results of a batch, those of an interrupted run included. */
export const openResultsFile = async (path: string, act: string, now: () => Date): Promise<ResultsFile> => {
  const { done, length } = await readDone(path, act)
  const file = await open(path, 'a').catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`${path} cannot be written (${error.code}): give --results a path that can`)
  })
  await file.truncate(length)
  // One line after the other, so that two rows never mix.
  let writing = Promise.resolve()
  return {
    isDone: (imei) => done.has(imei),
    add: (result) => {
      writing = writing.then(() => file.appendFile(`${JSON.stringify({ act, at: now().toISOString(), ...result })}\n`))
      return writing
    },
    close: async () => {
      await writing
      await file.close()
    },
  }
}
