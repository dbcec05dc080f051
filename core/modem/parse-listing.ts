import { atFinalResult } from './at-final-result.ts'
import { unsolicitedKind } from './unsolicited.ts'

export interface ListedCredential {
  /** Unsigned 32 bits; above 2147483647 it is the modem's own. */
  tag: number
  type: number
  /** Upper-case hex as printed; absent when the modem printed none, or a placeholder. */
  sha256?: string
  /** Firmware before 1.3.0 prints 32 times the type where the digest should be. */
  placeholder: boolean
}

export interface Listing {
  entries: ListedCredential[]
  /** Lines that are neither an item nor something that may stand between items, for instance torn by a notification. */
  malformed: { line: string; says: string }[]
}

const item = /^%CMNG: ?(\d{1,10}),(\d{1,3})(?:,("?)([0-9A-Fa-f]*)\3)?$/

/** Reads the lines of `AT%CMNG=1` as they came, with or without their final result. */
export function parseListing(lines: string | readonly string[]): Listing {
  const listing: Listing = { entries: [], malformed: [] }
  for (const raw of typeof lines === 'string' ? lines.split(/\r\n|\r|\n/) : lines) {
    const line = raw.trim()
    if (line === '' || atFinalResult(line) || unsolicitedKind(line)) continue
    const entry = parseItem(line)
    if (typeof entry === 'string') listing.malformed.push({ line: line.slice(0, 200), says: entry })
    else listing.entries.push(entry)
  }
  return listing
}

function parseItem(line: string): ListedCredential | string {
  const match = item.exec(line)
  if (!match) return 'this is no %CMNG line: expected %CMNG: <tag>,<type>,"<64 hex digits>"'
  const [tag, type, digest] = [Number(match[1]), Number(match[2]), match[4]?.toUpperCase() ?? '']
  if (tag > 0xffffffff) return `security tag ${match[1]} does not fit in 32 bits`
  if (digest === '') return { tag, type, placeholder: false }
  if (digest.length !== 64) return `the digest has ${digest.length} hex digits, expected 64`
  if (digest === type.toString(16).padStart(2, '0').toUpperCase().repeat(32)) return { tag, type, placeholder: true }
  return { tag, type, sha256: digest, placeholder: false }
}
