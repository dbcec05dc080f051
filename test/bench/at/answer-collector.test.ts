import fc from 'fast-check'
import { type Collected, createAnswerCollector } from '../../../bench/at/answer-collector.ts'
import { createLineReader } from '../../../bench/at/line-reader.ts'

const seed = 20261122
const runs = 3000

const collect = (command: string, bytes: Uint8Array, cuts: readonly number[]): Collected[] => {
  const reader = createLineReader()
  const collector = createAnswerCollector(command)
  const points = [0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].sort((a, b) => a - b)
  return points
    .slice(1)
    .flatMap((end, i) => reader.push(bytes.subarray(points[i], end)).map((line) => collector.take(line)))
}

const pieces = fc.constantFrom(
  'OK',
  'ERROR',
  '+CME ERROR: 513',
  '+CME ERROR: ',
  '%CMNG: 7,0,"',
  '%KEYGEN: "MIIB',
  '"',
  '\r',
  '\n',
  '\r\n',
  '+CEREG: 2',
  '[00:00:01.000,000] <inf> app: OK',
  '*** Booting nRF Connect SDK ***',
  '\x1b[1;32m',
  '\0',
  '\b',
  'AT%CMNG=1',
)
const stream = fc
  .array(fc.oneof({ weight: 3, arbitrary: pieces }, { weight: 1, arbitrary: fc.string({ unit: 'binary' }) }), {
    maxLength: 30,
  })
  .map((parts) => Buffer.from(parts.join(''), 'latin1'))
const cuts = fc.array(fc.nat(200), { maxLength: 8 })
const commands = fc.constantFrom('AT', 'AT%CMNG=1', 'AT%KEYGEN=7,2,0', 'AT+CEREG?')

/** What a person would call the lines of the stream: any line end, no colours, no blanks around. */
const linesOf = (bytes: Buffer): string[] =>
  bytes
    .toString('latin1')
    .replaceAll('\0', '')
    .split(/\r\n|\r|\n/)
    .slice(0, -1)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: as a terminal would show it.
    .map((line) => line.replace(/\x1B\[[0-?]*[ -/]*[@-~]/g, '').trim())

test('whatever comes, there is no success without a whole line OK, and no end without a whole final line', () => {
  fc.assert(
    fc.property(commands, stream, cuts, (command, bytes, at) => {
      const answers = collect(command, bytes, at).flatMap((taken) => (taken.kind === 'answer' ? [taken.answer] : []))
      const lines = linesOf(bytes)
      for (const answer of answers) {
        if (answer.ok) expect(lines).toContain('OK')
        else expect(lines).toContain(answer.text)
      }
    }),
    { seed, numRuns: runs },
  )
})

test('how the bytes are cut makes no difference', () => {
  fc.assert(
    fc.property(commands, stream, cuts, (command, bytes, at) => {
      const whole = collect(command, bytes, [])
      const cut = collect(command, bytes, at)
      expect(cut).toEqual(whole)
    }),
    { seed, numRuns: runs },
  )
})

test('quoted content comes back as it was sent, whatever its line ends', () => {
  const content = fc
    .array(fc.constantFrom('MIID', 'a b', '\n', '\r\n', '\r', '-----', '=', ' '), { maxLength: 20 })
    .map((parts) => parts.join(''))
  fc.assert(
    fc.property(content, cuts, (text, at) => {
      const bytes = Buffer.from(`%CMNG: 7,0,"AB","${text}"\r\nOK\r\n`, 'latin1')
      const last = collect('AT%CMNG=2,7,0', bytes, at).at(-1)
      expect(last).toEqual({ kind: 'answer', answer: { ok: true, lines: [`%CMNG: 7,0,"AB","${text}"`] } })
    }),
    { seed, numRuns: runs },
  )
})
