import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Figure, figure } from './figure.ts'
import { firmware } from './registry/fleet.ts'
import { measureExport } from './registry/measure-export.ts'
import { type Measured, measureRegistry } from './registry/measure-registry.ts'
import { openRegistry } from './registry/open-registry.ts'

const sizes = [1_000, 10_000, 100_000] as const
const turns = 20
const exported = ['--firmware', firmware]

/** Units and latency of every access pattern as the registry grows, and the memory of an export. The table goes to stderr. */
export async function registry(): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'mintmark-bench-'))
  const now = () => Date.UTC(2026, 10, 22, 3)
  const opened = await openRegistry(now, join(folder, 'dynamodb'))
  try {
    const bySize: Measured[][] = []
    const exports: Awaited<ReturnType<typeof measureExport>>[] = []
    for (const size of sizes) {
      await opened.grow(size)
      console.error(`  ${size} devices are written …`)
      bySize.push(await measureRegistry(opened, turns, now))
      exports.push(await measureExport(opened.table, ...exported, size === sizes[2] ? '--csv' : '--json'))
    }
    console.error(table(bySize))
    const [first = []] = bySize
    const units = (of: Measured | undefined) => (of?.read ?? 0) + (of?.write ?? 0)
    const last = bySize.at(-1) ?? []
    const [, middle, longest] = exports
    for (const [n, { lines }] of exports.entries())
      if (lines < (sizes[n] ?? 0)) throw new Error(`${lines} devices were exported of ${sizes[n]}`)
    return [
      ...last.map((of, n) =>
        figure(`registry, ${of.pattern}, at ${sizes[2]} devices`, units(of), 'units', { atMost: units(first[n]) }),
      ),
      figure(`registry, peak memory of an export of ${sizes[2]} devices as CSV`, longest?.peak ?? 0, 'MB', {
        atMost: Math.round((middle?.peak ?? 0) * 1.3),
      }),
    ]
  } finally {
    await opened.close()
    await rm(folder, { recursive: true })
  }
}

const short = (number: number) => String(Math.round(number * 100) / 100)

/** The measured table as Markdown. */
function table(bySize: readonly Measured[][]): string {
  const cells = (of: Measured | undefined) => `${short(of?.read ?? 0)} + ${short(of?.write ?? 0)}`
  const heading = [
    'access pattern',
    ...sizes.map((size) => `RRU + WRU at ${size}`),
    ...sizes.map((size) => `ms at ${size}`),
  ]
  const rows = (bySize[0] ?? []).map(({ pattern }, n) => [
    pattern,
    ...bySize.map((measured) => cells(measured[n])),
    ...bySize.map((measured) => (measured[n]?.ms ?? 0).toFixed(1)),
  ])
  return [heading, heading.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n')
}
