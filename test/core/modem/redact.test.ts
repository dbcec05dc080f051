import fc from 'fast-check'
import { redact } from '../../../core/modem/redact.ts'

test('shows of a certificate its length and digest', () => {
  expect(redact('AT%CMNG=0,16842753,0,"abc"')).toBe(
    'AT%CMNG=0,16842753,0,<3 characters, SHA-256 BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD>',
  )
})

test('shows of a pre-shared key its length only, and of a password nothing', () => {
  expect(redact('AT%CMNG=0,1,3,"0123"')).toBe('AT%CMNG=0,1,3,<4 characters>')
  expect(redact('AT%CMNG=0,1,2,"abc","secret"')).not.toMatch(/abc|secret/)
})

test.each(['AT', 'AT%CMNG=1', 'AT%CMNG=3,16842753,2', 'AT+CFUN=4', 'AT%KEYGEN=1,2,0,"CN=x"'])(
  '%s is shown as it is',
  (line) => {
    expect(redact(line)).toBe(line)
  },
)

test('no key shows, however the command is spelled or cut off', () => {
  const key = '-----BEGIN EC PRIVATE KEY-----\nc2VjcmV0\n-----END EC PRIVATE KEY-----\n'
  const start = fc.constantFrom(
    'AT%CMNG=0,1,2,"',
    'at%cmng = 0, 1, 2, "',
    'AT%CMNG=0,1,2,',
    '\nAT%CMNG=0,16842753,2,"',
    '',
  )
  fc.assert(
    fc.property(start, fc.nat(key.length), (head, cut) => {
      const line = `${head}${key.slice(0, cut)}`
      expect(redact(line)).not.toContain('c2Vj')
      expect(redact(`${line}"`)).not.toContain('c2Vj')
    }),
    { numRuns: 200, seed: 1 },
  )
})
