import { generateKeyPairSync } from 'node:crypto'
import { rootCertificates } from 'node:tls'
import { amazonRootNames } from '../../../core/api/profile.ts'
import { amazonRoots } from '../../../core/credential/amazon-roots.ts'
import { checkCsr } from '../../../core/credential/check-csr.ts'
import { parseKeygen } from '../../../core/credential/parse-keygen.ts'
import { isRefusal } from '../../../core/refusals/refusal.ts'
import { createModem } from '../../../simulator/modem.ts'
import { holdsAPair } from '../support/simulated-bench.ts'
import { checking, flashUnit, imei, inspectUnit, tag, trusting, writeAs } from './support.ts'

const { AmazonRootCA1, AmazonRootCA3 } = amazonRoots(rootCertificates)
const ownKey = (): string =>
  generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'pem', type: 'sec1' }).toString()
const holding = async (...items: [number, string][]) => {
  const modem = createModem({ firmware: trusting, imei })
  await writeAs(modem, items)
  return modem
}

test('6.3 a newline as two characters is not sent at all; mangled on the way, 527 is told with its cure', async () => {
  const unfit = await flashUnit({
    firmware: checking,
    cloud: (cloud) => {
      const { mint } = cloud
      cloud.mint = async (unit) =>
        ({ ...(await mint(unit)), rootCaPem: AmazonRootCA1.replaceAll('\n', '\\n') }) as never
    },
  })
  expect(unfit.reads).toContain('has "\\n" as two characters where a line should end')
  expect(unfit.modem.credential(tag, 0)?.content ?? '').not.toContain('\\n')
  const mangled = await flashUnit({
    firmware: checking,
    faults: [{ name: 'write-ok-but-flattened', command: /CMNG=0/, times: 99 }],
  })
  expect(mangled.reads).toContain('+CME ERROR: 527" (invalid content)')
  expect(mangled.reads).toContain('write it with real line feeds')
  expect(mangled.cloud.active()).toEqual([])
})

test('6.4 line ends changed on the way: not green, and named as the same certificate with other line endings', async () => {
  const faults = [{ name: 'write-ok-but-crlf', command: /CMNG=0/, times: 99 } as const]
  const { result, reads, cloud } = await flashUnit({ faults })
  expect(result).toMatchObject({ outcome: 'refused', refusal: { refused: 'credential-differs' } })
  expect(reads).toContain('the same certificate with other line endings (CRLF, final CRLF)')
  expect(cloud.active()).toEqual([])
  const once = await flashUnit({ faults: [{ name: 'write-ok-but-crlf', command: /CMNG=0/ }] })
  expect(once.reads).toBe('confirmed')
})

test('6.5 line breaks lost on the way: not green, and what became of them is named', async () => {
  const { reads, cloud } = await flashUnit({
    faults: [{ name: 'write-ok-but-flattened', command: /CMNG=0/, times: 99 }],
  })
  expect(reads).toContain('holds another root CA certificate')
  expect(reads).toContain('the same certificate, but its line breaks became spaces')
  expect(cloud.active()).toEqual([])
})

test('6.6 a root without line breaks in the modem is recognised, and named as what it was', async () => {
  const key = ownKey()
  const flat = await holding([0, AmazonRootCA1.replaceAll('\n', '')], [1, AmazonRootCA3], [2, key])
  const seen = await inspectUnit(flat)
  expect(seen).toMatchObject({ exit: 1, rules: ['line-breaks-lost'] })
  expect(seen.text).toContain('AmazonRootCA1, but its line breaks are gone')
})

test('6.7 a root of another CA is named before a device fails on it', async () => {
  const foreign = await holding([0, 'of a private CA'], [1, AmazonRootCA3], [2, ownKey()])
  expect((await inspectUnit(foreign)).text).toContain("is none of Amazon's roots")
})

test('6.9 the root CA missing in the tag of the application is an error of that tag', async () => {
  const seen = await inspectUnit(await holding([1, AmazonRootCA3], [2, ownKey()]))
  expect(seen).toMatchObject({ exit: 1, rules: ['items-missing'] })
  expect(seen.text).toContain(`Security tag ${tag} holds no root CA certificate`)
})

test.each([
  [0, 'root CA certificate'],
  [1, 'client certificate'],
])('6.10 a write of type %d that did not take is found by listing, and written once more', async (type, name) => {
  const fault = { name: 'write-ok-but-lost', command: new RegExp(`CMNG=0,${tag},${type}`) } as const
  expect((await flashUnit({ faults: [fault] })).reads).toBe('confirmed')
  const never = await flashUnit({ faults: [{ ...fault, times: 99 }] })
  expect(never.reads).toContain(`Security tag ${tag} of the modem holds no ${name}.`)
  expect(never.cloud.active()).toEqual([])
})

test('6.18 the request of a modem is base64url with a COSE part, and becomes a request that can be signed', async () => {
  const asked: string[] = []
  const { result } = await flashUnit({
    cloud: (cloud) => {
      const { mint } = cloud
      cloud.mint = (unit) => {
        if (unit.request.keySource === 'modem') asked.push(unit.request.keygen)
        return mint(unit)
      }
    },
  })
  expect(result).toMatchObject({ outcome: 'confirmed', keySource: 'modem' })
  const made = parseKeygen(asked[0] ?? '', tag)
  const csr = isRefusal(made) ? made : checkCsr(made.csrDer)
  expect(csr).toMatchObject({ pem: expect.stringMatching(/^-----BEGIN CERTIFICATE REQUEST-----\n/) })
})

test.each([true, false])(
  '6.20 a request with an explicit NULL (%s) is signed like any other',
  async (csrNullParameter) => {
    const { result, modem } = await flashUnit({ behaviour: { csrNullParameter } })
    expect(result).toMatchObject({ outcome: 'confirmed', keySource: 'modem' })
    expect(holdsAPair(modem, tag)).toBe(true)
  },
)

test('6.22 a chain that is too long is refused before it is sent, with its length', async () => {
  const roots = amazonRoots(rootCertificates)
  const rootCaPem = amazonRootNames.map((name) => roots[name]).join('')
  const { reads, modem } = await flashUnit({
    profile: { trustAnchors: [...amazonRootNames] },
    cloud: (cloud) => {
      const { mint } = cloud
      cloud.mint = async (unit) => ({ ...(await mint(unit)), rootCaPem }) as never
    },
  })
  expect(reads).toContain(`writing ${rootCaPem.length} characters takes a command of`)
  expect(reads).toContain("the modem's buffer holds 4095: shorten the certificate chain")
  expect(modem.received().filter((line) => /CMNG=0/.test(line))).toEqual([])
})

test.each([
  ['mfw_nrf9160_1.2.3', 'EC PRIVATE KEY'],
  [checking, 'PRIVATE KEY'],
])('6.23 %s gets its key as "%s", and never with a block of parameters', async (firmware, label) => {
  const { modem, reads } = await flashUnit({ firmware, profile: { keySources: ['station'] } })
  expect(reads).toBe('confirmed')
  expect(modem.credential(tag, 2)?.content).toMatch(new RegExp(`^-----BEGIN ${label}-----\n`))
  expect(modem.credential(tag, 2)?.content).not.toContain('PARAMETERS')
})
