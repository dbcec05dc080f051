import { readFileSync } from 'node:fs'
import { sniTable } from '../../scripts/docs/sni-table.ts'

const page = readFileSync(new URL('../../docs/sni.md', import.meta.url), 'utf8')
// Cells may be padded to line up.
const plain = (text: string) => text.replace(/ {2,}/g, ' ').replace(/-{3,}/g, '---')

test('the table is what the rules say today; `node scripts/write-sni-table.ts` writes it anew', () => {
  expect(plain(page)).toContain(plain(sniTable()))
})

test('the table tells the story', () => {
  const row = sniTable()
    .split('\n')
    .find((line) => line.startsWith("| another account's endpoint"))
  expect(row).toContain('`connects-by-accident` | `closed-after-connect` | `closed-after-connect`')
})
