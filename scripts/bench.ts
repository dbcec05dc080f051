import type { Figure } from './benchmarks/figure.ts'
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
if (!json) console.log(table(figures))

function table(rows: readonly Figure[]): string {
  const cells = rows.map((row) => [row.name, String(row.value), row.unit, row.against, `${row.ratio}x`])
  const header = ['figure', 'value', 'unit', 'against', 'ratio']
  const widths = header.map((title, column) => Math.max(title.length, ...cells.map((row) => row[column]?.length ?? 0)))
  return [header, ...cells]
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
