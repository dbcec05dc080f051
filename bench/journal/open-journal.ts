import { type FileHandle, mkdir, open, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fail } from '../failures/failure.ts'
import { reasonOf } from '../failures/reason-of.ts'
import type { Journal } from './journal.ts'
import type { JournalLine } from './journal-line.ts'
import { journalMemory } from './journal-memory.ts'
import { readJournal } from './read-journal.ts'

/** Where the journal of an order lies unless told otherwise; the order's number is made safe as a file name on every system. */
export const journalPath = (orderId: string, folder = join('.mintmark', 'journal')): string =>
  join(folder, `${orderId.replace(/[^A-Za-z0-9_-]/g, (char) => `%${char.charCodeAt(0).toString(16)}`)}.jsonl`)

interface Waiting {
  lines: JournalLine[]
  resolve(): void
  reject(error: unknown): void
}

const textOf = (lines: readonly JournalLine[]): string => lines.map((line) => `${JSON.stringify(line)}\n`).join('')

/**
 * Opens the journal of an order: JSON lines, only ever appended, on the disk before `append` resolves. Lines that
 * arrive while the disk works share the next sync, so that many ports cost no more than one.
 */
export const openJournal = async (
  path: string,
  orderId: string,
  now: () => Date,
  sync: (file: FileHandle) => Promise<void> = (file) => file.datasync(),
): Promise<Journal> => {
  const broken = (cause: unknown) => fail('journal-not-written', { path, reason: reasonOf(cause) }, { cause })
  const file = await mkdir(dirname(path), { recursive: true })
    .then(() => open(path, 'a'))
    .catch((cause) => {
      throw broken(cause)
    })
  const before = await readFile(path, 'utf8')
  const memory = journalMemory()
  for (const line of readJournal(before)) memory.take(line)
  // A line torn by a kill must not swallow the next one.
  let start = before === '' || before.endsWith('\n') ? '' : '\n'
  let waiting: Waiting[] = []
  let writing = Promise.resolve()

  const commit = async (): Promise<void> => {
    const group = waiting
    waiting = []
    if (group.length === 0) return
    try {
      await file.appendFile(start + group.map(({ lines }) => textOf(lines)).join(''))
      start = ''
      await sync(file)
      for (const { lines, resolve } of group) {
        lines.forEach(memory.take)
        resolve()
      }
    } catch (cause) {
      // Half a line may be on the disk: the next one must not be swallowed by it.
      start = '\n'
      for (const { reject } of group) reject(broken(cause))
    }
  }

  return {
    append: ({ imei, port, article }, ...acts) =>
      new Promise((resolve, reject) => {
        const at = now().toISOString()
        const lines = acts.map(
          (act): JournalLine => ({
            v: 1,
            at,
            orderId,
            imei,
            port,
            ...(article && { article }),
            ...act,
          }),
        )
        waiting.push({ lines, resolve, reject })
        writing = writing.then(commit)
      }),
    async historyOf(imei) {
      await writing
      return memory.historyOf(imei)
    },
    units: memory.units,
    profile: memory.profile,
    line: memory.line,
    async close() {
      await writing
      await file.close()
    },
  }
}
