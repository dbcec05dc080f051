import { readFileSync, writeFileSync } from 'node:fs'
import { sniTable } from './docs/sni-table.ts'

/** Writes the table of docs/sni.md anew, after a change of the rules: `node scripts/write-sni-table.ts`. */
const path = new URL('../docs/sni.md', import.meta.url)
const page = readFileSync(path, 'utf8')
const between = /(<!-- table: [^>]*-->\n)[\s\S]*(\n<!-- end of table -->)/
if (!between.test(page)) throw new Error('docs/sni.md has no place for the table')
writeFileSync(
  path,
  page.replace(between, (_, before: string, after: string) => `${before}\n${sniTable()}\n${after}`),
)
