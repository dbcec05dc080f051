import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openResultsFile } from '../../../cli/batch/results-file.ts'
import { imeiOf } from '../../support/unit.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mintmark-results-'))
})
afterEach(() => rm(folder, { recursive: true }))

const now = () => new Date('2026-11-22T03:00:00Z')
const path = () => join(folder, 'revoke.jsonl')
const open = (act = 'revoke') => openResultsFile(path(), act, now)
const done = (n: number) => ({ imei: imeiOf(n), line: n, outcome: 'done' as const, state: 'revoked' })

test('what is done is done in the next run, what was refused or failed is not', async () => {
  const first = await open()
  await first.add(done(1))
  await first.add({ ...done(2), outcome: 'failed', says: 'no network' })
  await first.close()
  const again = await open()
  expect([1, 2, 3].map((n) => again.isDone(imeiOf(n)))).toEqual([true, false, false])
  await again.add(done(2))
  await again.close()
  const lines = (await readFile(path(), 'utf8')).trim().split('\n')
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    { act: 'revoke', at: '2026-11-22T03:00:00.000Z', ...done(1) },
    { act: 'revoke', at: '2026-11-22T03:00:00.000Z', ...done(2), outcome: 'failed', says: 'no network' },
    { act: 'revoke', at: '2026-11-22T03:00:00.000Z', ...done(2) },
  ])
})

test('a line that a kill cut short is forgotten, at any length', async () => {
  const whole = await open()
  await whole.add(done(1))
  await whole.add(done(2))
  await whole.close()
  const text = await readFile(path(), 'utf8')
  const first = text.indexOf('\n') + 1
  for (let length = first; length < text.length; length += 7) {
    await writeFile(path(), text.slice(0, length))
    const again = await open()
    expect([again.isDone(imeiOf(1)), again.isDone(imeiOf(2))]).toEqual([true, false])
    await again.add(done(2))
    await again.close()
    expect(await readFile(path(), 'utf8')).toBe(text)
  }
})

test('results of another change, or another file altogether, are refused', async () => {
  const file = await open()
  await file.add(done(1))
  await file.close()
  await expect(open('resume')).rejects.toThrow(
    /holds results of `device revoke`, not of `device resume`: give --results/,
  )
  await writeFile(path(), 'imei\n352656100367872\n')
  await expect(open()).rejects.toThrow('line 1, is no result of a batch')
})

test('a path that cannot be written is named', async () => {
  await expect(openResultsFile(join(folder, 'no', 'such'), 'revoke', now)).rejects.toThrow('cannot be written (ENOENT)')
})
