import type { Figure } from './benchmarks/figure.ts'
import { table } from './benchmarks/table.ts'
import { benchmarks } from './benchmarks.ts'

const args = process.argv.slice(2)
const json = args.includes('--json')
const asked = args.filter((arg) => !arg.startsWith('-'))
const unknown = [
  ...asked.filter((name) => !(name in benchmarks)),
  ...args.filter((arg) => /^-/.test(arg) && arg !== '--json'),
]

if (unknown.length > 0) {
  console.error(`unknown: ${unknown.join(', ')}. Benchmarks: ${Object.keys(benchmarks).join(', ')}; option: --json`)
  process.exit(2)
}

const figures: Figure[] = []
for (const [name, benchmark] of Object.entries(benchmarks)) {
  if (asked.length > 0 && !asked.includes(name)) continue
  if (!json) console.error(`${name} …`)
  for (const one of await benchmark()) {
    figures.push(one)
    if (json) console.log(JSON.stringify(one))
  }
}
if (!json) console.log(rendered(figures))

function rendered(rows: readonly Figure[]): string {
  const cells = rows.map((row) => [row.name, String(row.value), row.unit, row.against, `${row.ratio}x`])
  return table([['figure', 'value', 'unit', 'against', 'ratio'], ...cells])
}
