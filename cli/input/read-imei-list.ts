import { parseImei } from '../../core/device/imei.ts'
import { UsageError } from '../command.ts'
import { readTextFile } from './read-text-file.ts'

const mostNamed = 5

/** A list of IMEIs, one a line; empty lines and lines that begin with # are left out. What is wrong is named by its line. */
export const readImeiList = async (path: string): Promise<string[]> => {
  const text = await readTextFile(path, 'a list of IMEIs, one a line')
  const lineOf = new Map<string, number>()
  const wrong: string[] = []
  for (const [index, line] of text.split(/\r\n|\r|\n/).entries()) {
    if (line.trim() === '' || line.trim().startsWith('#')) continue
    const parsed = parseImei(line)
    const before = parsed.ok ? lineOf.get(parsed.imei) : undefined
    if (!parsed.ok) wrong.push(`  line ${index + 1}: ${parsed.says}`)
    else if (before !== undefined) wrong.push(`  line ${index + 1}: ${parsed.imei} is already on line ${before}`)
    else lineOf.set(parsed.imei, index + 1)
  }
  const more = wrong.length > mostNamed ? [`  and ${wrong.length - mostNamed} more`] : []
  if (wrong.length > 0)
    throw new UsageError(`${path} is no list of IMEIs:\n${[...wrong.slice(0, mostNamed), ...more].join('\n')}`)
  if (lineOf.size === 0) throw new UsageError(`${path} names no IMEI: expected one a line`)
  return [...lineOf.keys()]
}
