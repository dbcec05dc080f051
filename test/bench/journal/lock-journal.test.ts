import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkUnlocked, lockJournal } from '../../../bench/journal/lock-journal.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mintmark-lock-'))
})
afterEach(() => rm(folder, { recursive: true }))
const path = () => join(folder, 'o1.jsonl')

test('one agent per journal; the second is told which process has it', async () => {
  await checkUnlocked(path())
  const unlock = await lockJournal(path())
  await expect(lockJournal(path())).rejects.toThrow(`Another agent (process ${process.pid})`)
  await expect(checkUnlocked(path())).rejects.toThrow('works with the journal')
  await unlock()
  expect(await readdir(folder)).toEqual([])
  await (await lockJournal(path()))()
})

test.each(['4711\n', 'torn', ''])('a lock that a killed agent left (%j) is taken over', async (content) => {
  await writeFile(`${path()}.lock`, content)
  await checkUnlocked(path(), () => false)
  const unlock = await lockJournal(path(), () => false)
  await expect(checkUnlocked(path(), (pid) => pid === process.pid)).rejects.toThrow(`process ${process.pid}`)
  await unlock()
})
