import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..', '..')
const sources = ['lambdas', 'cli', 'bench'].flatMap((part) =>
  readdirSync(join(root, part), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(part, name)),
)

/** Every way to read a whole table: the operation, its command and paginator, and SELECT by PartiQL. */
const scans = /\b(ScanCommand|paginateScan|ScanInput|ExecuteStatement|BatchExecuteStatement|ExportTableToPointInTime)/

test('no way of a user reads the whole table', () => {
  expect(sources.length).toBeGreaterThan(100)
  expect(sources.filter((file) => scans.test(readFileSync(join(root, file), 'utf8')))).toEqual([])
})

test('the test would see one', () => {
  expect(scans.test('await client.send(new ScanCommand({ TableName }))')).toBe(true)
})
