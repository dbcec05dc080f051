import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { resultFiles } from '../../../bench/station/result-file.ts'
import { sentence } from '../../../bench/station/sentences.ts'
import type { UnitRecord } from '../../../bench/station/unit-record.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mintmark results '))
})
afterEach(() => rm(folder, { recursive: true }))

const imei = '350457790005001'
const record: UnitRecord = {
  ...{ schema: 1, orderId: 'o1', at: '2026-11-22T06:00:00.000Z', slot: 2, imei, outcome: 'failed', colour: 'red' },
  sentence: sentence('attach-failed', { imei, why: 'x' }),
}

test('one file a unit: its last word stands alone, whole, and no draft is left', async () => {
  const keep = resultFiles(join(folder, 'out'))
  await keep(record)
  await keep({ ...record, outcome: 'confirmed', colour: 'green' })
  expect(await readdir(join(folder, 'out'))).toEqual([`${imei}.json`])
  const text = await readFile(join(folder, 'out', `${imei}.json`), 'utf8')
  expect(JSON.parse(text)).toEqual({ ...record, outcome: 'confirmed', colour: 'green' })
  expect(text.endsWith('}\n')).toBe(true)
})

test('a run that never learnt its IMEI is called by slot and time, in letters that every file system takes', async () => {
  const { imei: _, ...nameless } = record
  await resultFiles(folder)(nameless)
  expect(await readdir(folder)).toEqual(['slot-2-2026-11-22T06-00-00-000Z.json'])
})

test('a folder that cannot be written is named, with what to do', async () => {
  await writeFile(join(folder, 'file'), '')
  await expect(resultFiles(join(folder, 'file', 'out'))(record)).rejects.toMatchObject({
    failure: { code: 'result-not-written', params: { folder: join(folder, 'file', 'out') } },
  })
})
