import { createHash } from 'node:crypto'
import { openAtSession } from '../../../bench/at/at-session.ts'
import { BenchError } from '../../../bench/failures/failure.ts'
import { parseAttestToken } from '../../../core/credential/parse-attest-token.ts'
import { parseKeygen } from '../../../core/credential/parse-keygen.ts'
import { parseListing } from '../../../core/modem/parse-listing.ts'
import { isRefusal } from '../../../core/refusals/refusal.ts'
import { bareLine } from './bare-line.ts'
import { type FuzzStream, streamOf } from './streams.ts'

export interface FuzzReport {
  /** What went wrong, with the seed that shows it again alone. */
  wrong: string[]
  /** How the streams ended, so that a fuzz that only ever times out is seen. */
  ended: Record<string, number>
}

const slowMs = 2_000

/** The lines of a stream as a person would read them, told apart from the product's own reader. */
const wholeLines = (bytes: Buffer): string[] =>
  bytes
    .toString('latin1')
    .replaceAll('\0', '')
    .split(/\r\n|\r|\n/)
    .slice(0, -1)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: as a terminal would show it.
    .map((line) => line.replace(/\x1B\[[0-?]*[ -/]*[@-~]/g, '').trim())

const isFinal = /^(OK|ERROR|\+CM[ES] ERROR: \d{1,5})$/
const failuresOfALine = ['no-answer', 'modem-restarted', 'port-lost']

/** Sends one command into the stream; answers how it ended, or throws what must not happen. */
const askOnce = async ({ command, bytes, cuts, ends }: FuzzStream): Promise<string> => {
  const line = bareLine()
  const session = openAtSession({ timers: line.timers })(line.port)
  let settled: string | undefined
  let bad: unknown
  const asked = session.send({ line: command, timeoutMs: 15_000, changesModem: false }).then(
    (answer) => {
      settled = answer.ok ? 'ok' : 'error'
      const last = answer.ok ? 'OK' : answer.text
      if (!isFinal.test(last)) bad = new Error(`it ended as "${last}", which is no final result`)
      if (!wholeLines(bytes).includes(last)) bad = new Error(`it ended as "${last}", which is no whole line`)
    },
    (error: unknown) => {
      settled = error instanceof BenchError ? error.failure.code : 'thrown'
      if (!failuresOfALine.includes(settled)) bad = error
    },
  )
  for (let i = 0; i < 4; i++) await undefined
  const points = [0, ...cuts, bytes.length]
  for (let i = 1; i < points.length; i++) line.says(bytes.subarray(points[i - 1], points[i]))
  if (ends) line.goesAway()
  for (let i = 0; i < 20 && settled === undefined; i++) {
    await undefined
    if (i > 8) line.fire()
  }
  if (settled === undefined) throw new Error('it hangs: no answer, no time-out')
  await asked
  if (bad !== undefined) throw bad
  return settled
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest()
const halves = (text: string): Buffer[] =>
  (/"([^"]*)"/.exec(text)?.[1] ?? text.trim().replace(/^%\w+:\s*/, ''))
    .split('.')
    .map((half) => Buffer.from(half, 'base64url'))

/** Gives the text to the three parsers; throws when one says yes to what is none. */
const parse = (text: string): string[] => {
  const yes: string[] = []
  const listing = parseListing(text)
  const lines = text.split(/\r\n|\r|\n/).filter((line) => line.trim() !== '')
  if (listing.entries.length + listing.malformed.length > lines.length) throw new Error('more entries than lines')
  for (const { tag, type, sha256: digest } of listing.entries) {
    if (tag > 0xffffffff || !lines.some((line) => line.startsWith(`%CMNG: ${tag},`) || line.includes(`${tag}`)))
      throw new Error(`an entry of tag ${tag} and type ${type} that is not there`)
    if (digest !== undefined && (!/^[0-9A-F]{64}$/.test(digest) || !text.toUpperCase().includes(digest)))
      throw new Error(`a digest that is not there: ${digest}`)
    yes.push('entry')
  }
  for (const line of [text, ...lines]) {
    const made = parseKeygen(line, 16842753)
    if (!isRefusal(made)) {
      const [csr = Buffer.alloc(0), cose = Buffer.alloc(0)] = halves(line)
      if (sha256(csr).toString('hex') !== made.csrSha256 || !cose.includes(sha256(csr)))
        throw new Error('a request that its modem does not vouch for')
      yes.push('keygen')
    }
    const token = parseAttestToken(line)
    if (token.ok) {
      const [body = Buffer.alloc(0), cose = Buffer.alloc(0)] = halves(line)
      const uuid = Buffer.from(token.deviceUuid.replaceAll('-', ''), 'hex')
      if (!body.includes(uuid) || !body.includes(Buffer.from(token.nonce, 'hex')) || cose[0] !== 0xd2)
        throw new Error('an attestation that is not there')
      yes.push('attestation')
    }
  }
  return yes
}

/** Runs `count` streams through session and parsers: no hang, no crash, no success without a whole final line. */
export const fuzzAt = async (corpus: readonly Buffer[], count: number, firstSeed: number): Promise<FuzzReport> => {
  const report: FuzzReport = { wrong: [], ended: {} }
  const add = (how: string) => {
    report.ended[how] = (report.ended[how] ?? 0) + 1
  }
  for (let seed = firstSeed; seed < firstSeed + count; seed++) {
    const stream = streamOf(corpus, seed)
    const began = performance.now()
    try {
      add(await askOnce(stream))
      for (const how of parse(stream.bytes.toString('latin1'))) add(how)
    } catch (error) {
      report.wrong.push(
        `seed ${seed} (MINTMARK_FUZZ_SEED=${seed} MINTMARK_FUZZ_COUNT=1): ${stream.command}: ${error instanceof Error ? error.message : error}`,
      )
    }
    const took = performance.now() - began
    if (took > slowMs) report.wrong.push(`seed ${seed}: took ${Math.round(took)} ms`)
  }
  return report
}
