import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../..')
const page = readFileSync(join(root, 'docs/threat-model.md'), 'utf8')
const rows = page.split('\n').filter((line) => /^\| (?!---)/.test(line))
const proofs = [...page.matchAll(/`(test\/[^`]+\.test\.ts)` "([^"]+)" \|$/gm)].map(([, file = '', title = '']) => ({
  file,
  title,
}))

test('every attempt, and everybody who may do something, has a test', () => {
  const heads = rows.filter((row) => row.endsWith(' test |') || row.startsWith('| asset |'))
  const assets = 6
  expect(proofs.length).toBe(rows.length - heads.length - assets)
})

test.each(proofs)('$file has "$title"', ({ file, title }) => {
  expect(existsSync(join(root, file))).toBe(true)
  expect(readFileSync(join(root, file), 'utf8')).toContain(title)
})
