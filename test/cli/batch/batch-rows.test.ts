import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readBatchRows } from '../../../cli/batch/batch-rows.ts'
import { imeiOf } from '../../support/unit.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mintmark-rows-'))
})
afterEach(() => rm(folder, { recursive: true }))

const read = async (text: string) => {
  const path = join(folder, 'devices')
  await writeFile(path, text)
  return readBatchRows(path)
}
const found = ({ rows }: Awaited<ReturnType<typeof read>>) =>
  rows.map(({ line, imei }) => [line, imei.ok ? imei.imei : imei.says])

test('a list has one IMEI a line; comments and empty lines count as lines and are no devices', async () => {
  const input = await read(`# stolen in November\n${imeiOf(1)}\r\n\n  ${imeiOf(2)}  \n`)
  expect(found(input)).toEqual([
    [2, imeiOf(1)],
    [4, imeiOf(2)],
  ])
  expect(input.columns).toEqual(['imei'])
})

test('an export has its IMEIs in a column, wherever that stands', async () => {
  const input = await read(`serial;IMEI;note\nA-1;${imeiOf(1)};"two\nlines"\nA-2;${imeiOf(2)};\n`)
  expect(found(input)).toEqual([
    [2, imeiOf(1)],
    [4, imeiOf(2)],
  ])
  expect(input.rows[0]?.fields).toEqual(['A-1', imeiOf(1), 'two\nlines'])
  expect(input.columns).toEqual(['serial', 'IMEI', 'note'])
})

test('failed rows come back as they were given first', async () => {
  const input = await read(`serial,imei,code,error\nA-1,${imeiOf(1)},device-not-found,"The registry, alas"\n`)
  expect(input.columns).toEqual(['serial', 'imei'])
  expect(input.rows[0]?.fields).toEqual(['A-1', imeiOf(1)])
})

test('a row that is no IMEI fails by itself, with its line and what is wrong', async () => {
  expect(found(await read(`${imeiOf(1)}\n123\n350457790000012\n`))).toEqual([
    [1, imeiOf(1)],
    [2, '"123" is not an IMEI: it has 3 digits, expected 15'],
    [3, expect.stringContaining('its check digit should be')],
  ])
})

test.each([[''], ['# nothing\n\n']])('a file that names no device is refused', async (text) => {
  await expect(read(text)).rejects.toThrow('names no device: expected one IMEI a line')
})

test('a file that is not there is named', async () => {
  await expect(readBatchRows(join(folder, 'none'))).rejects.toThrow('does not exist: expected IMEIs')
})
