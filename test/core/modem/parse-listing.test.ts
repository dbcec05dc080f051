import fc from 'fast-check'
import { parseListing } from '../../../core/modem/parse-listing.ts'

const amazon = '2C43952EE9E000FF2ACC4E2ED0897C0A72AD5FA72C3D934E81741CBD54F05BD1'

test('reads a list with modem-owned items (T2)', () => {
  const listing = parseListing(
    [
      `%CMNG: 42,0,"${amazon}"`,
      `%CMNG: 16842753,2,"${amazon.toLowerCase()}"`,
      `%CMNG: 4294967293,10,"${amazon}"`,
      'OK',
    ].join('\r\n'),
  )
  expect(listing).toEqual({
    entries: [
      { tag: 42, type: 0, sha256: amazon, placeholder: false },
      { tag: 16842753, type: 2, sha256: amazon, placeholder: false },
      { tag: 4294967293, type: 10, sha256: amazon, placeholder: false },
    ],
    malformed: [],
  })
})

test('knows the placeholders of old firmware (T6), by the type of the line', () => {
  const lines = [0, 1, 2, 4].map((type) => `%CMNG: 42,${type},"${`0${type}`.repeat(32)}"`)
  expect(parseListing(lines).entries).toEqual([0, 1, 2, 4].map((type) => ({ tag: 42, type, placeholder: true })))
  expect(parseListing([`%CMNG: 42,1,"${'02'.repeat(32)}"`]).entries).toMatchObject([{ placeholder: false }])
})

test('what may stand between items is no item, and no fault', () => {
  const lines = ['', '+CEREG: 2', '%CMNG: 1,0', '[00:00:01.000,000] <inf> app: x', '+CME ERROR: 513']
  expect(parseListing(lines)).toEqual({ entries: [{ tag: 1, type: 0, placeholder: false }], malformed: [] })
})

test.each([
  [`%CMNG: 16842753,0,"2C43952EE9E0+CEREG: 2`, 'no %CMNG line'],
  ['%CMNG: 16842753,0,"2C43"', 'has 4 hex digits'],
  ['%CMNG: 4294967296,0', 'does not fit'],
  ['%CMNG: x', 'no %CMNG line'],
])('reports the torn line %s', (line, says) => {
  expect(parseListing([line])).toEqual({ entries: [], malformed: [{ line, says: expect.stringContaining(says) }] })
})

test('a notification inside a line never turns into another item', () => {
  const line = `%CMNG: 16842753,0,"${amazon}"`
  const whole = parseListing([line]).entries
  fc.assert(
    fc.property(
      fc.nat(line.length),
      fc.constantFrom('+CEREG: 2\r\n', '\r\n+CEREG: 2\r\n', '%XSIM: 1\r\n'),
      (at, urc) => {
        const { entries, malformed } = parseListing(`${line.slice(0, at)}${urc}${line.slice(at)}\r\nOK\r\n`)
        if (entries.length > 0)
          expect(entries.filter(({ sha256 }) => sha256 !== undefined)).toEqual(malformed.length ? [] : whole)
        else expect(malformed.length).toBeGreaterThan(0)
      },
    ),
    { numRuns: 300, seed: 1 },
  )
})

test('survives any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      const { entries, malformed } = parseListing(text)
      expect(entries.length + malformed.length).toBeLessThanOrEqual(text.split(/[\r\n]/).length)
    }),
    { numRuns: 200, seed: 1 },
  )
})
