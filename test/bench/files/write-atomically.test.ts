import { mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkRoom } from '../../../bench/files/check-room.ts'
import { writeAtomically } from '../../../bench/files/write-atomically.ts'
import type { Timers } from '../../../bench/timers.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mintmark files '))
})
afterEach(() => rm(folder, { recursive: true }))

const instant: Timers = {
  now: () => 0,
  after: (_, call) => {
    setImmediate(call)
    return () => {}
  },
}
const refusing = (code: string, times: number) => {
  let left = times
  return async (from: string, to: string) => {
    if (left-- > 0) throw Object.assign(new Error(code), { code })
    await rename(from, to)
  }
}

test.each(['EPERM', 'EBUSY'])('a file that Windows lends out (%s) is replaced a moment later', async (code) => {
  const path = join(folder, 'new', 'unit.json')
  await writeAtomically(path, 'one')
  await writeAtomically(path, 'two', { timers: instant, rename: refusing(code, 3) })
  expect(await readFile(path, 'utf8')).toBe('two')
  expect(await readdir(join(folder, 'new'))).toEqual(['unit.json'])
})

test('one that stays locked is an error, and leaves the old file and nothing beside it', async () => {
  const path = join(folder, 'unit.json')
  await writeAtomically(path, 'one')
  await expect(writeAtomically(path, 'two', { timers: instant, rename: refusing('EPERM', 99) })).rejects.toThrow(
    'EPERM',
  )
  expect(await readFile(path, 'utf8')).toBe('one')
  expect(await readdir(folder)).toEqual(['unit.json'])
})

test('a full disk is named before a unit is begun', async () => {
  await checkRoom(folder)
  await checkRoom(join(folder, 'still', 'to be made'))
  await expect(checkRoom(folder, async () => 1024 * 1024)).rejects.toThrow('has 1 MB left')
})
