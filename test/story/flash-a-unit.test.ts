import { createModem } from '../../simulator/modem.ts'
import { holdsAPair, simulatedBench } from '../bench/support/simulated-bench.ts'
import { standInCloud, standInProfile } from '../bench/support/stand-in-cloud.ts'

const imei = '352656100367872'
const tag = 16842753

test.each([
  ['mfw_nrf9160_1.2.0', 'station', 'presence', 'EC PRIVATE KEY'],
  ['mfw_nrf9160_1.2.3', 'station', 'presence', 'EC PRIVATE KEY'],
  ['mfw_nrf9160_1.3.7', 'modem', 'digest', 'EC PRIVATE KEY'],
  ['mfw_nrf91x1_2.0.4', 'modem', 'digest', 'EC PRIVATE KEY'],
] as const)('%s gets a key made by the %s and is proven by %s', async (firmware, keySource, proof, label) => {
  const cloud = standInCloud()
  const bench = simulatedBench(cloud)
  const modem = createModem({ firmware, imei })
  const result = await bench.flash(modem)
  expect(result).toMatchObject({ outcome: 'confirmed', imei, firmware, keySource, proof, repeated: false })
  expect(modem.credential(tag, 2)?.content).toContain(`BEGIN ${label}`)
  expect(holdsAPair(modem, tag)).toBe(true)
  expect(cloud.active()).toHaveLength(1)
})

test('a profile that allows only cloud keys gets an RSA key in PKCS#1, as in the story', async () => {
  const cloud = standInCloud(standInProfile({ keySources: ['cloud'] }))
  const modem = createModem({ firmware: 'mfw_nrf9160_1.2.3', imei })
  const result = await simulatedBench(cloud).flash(modem)
  expect(result).toMatchObject({ outcome: 'confirmed', keySource: 'cloud' })
  expect(modem.credential(tag, 2)?.content).toContain('BEGIN RSA PRIVATE KEY')
  expect(holdsAPair(modem, tag)).toBe(true)
})

test('a key source may be wished for, if the profile allows it', async () => {
  const cloud = standInCloud(standInProfile({ keySources: ['modem', 'cloud'] }))
  const modem = createModem({ firmware: 'mfw_nrf9160_1.3.7', imei })
  expect(await simulatedBench(cloud).flash(modem, { keySource: 'station' })).toMatchObject({
    outcome: 'refused',
    refusal: { refused: 'key-source-not-allowed' },
    modemChanged: false,
  })
  expect(await simulatedBench(cloud).flash(modem, { keySource: 'cloud' })).toMatchObject({
    outcome: 'confirmed',
    keySource: 'cloud',
  })
})

test('a station key for newer firmware is PKCS#8, and what the modem stored of it is looked at', async () => {
  const cloud = standInCloud(standInProfile({ keySources: ['station'] }))
  const modem = createModem({
    firmware: 'mfw_nrf91x1_2.0.4',
    imei,
    faults: [{ name: 'write-ok-but-corrupt', command: /^AT%CMNG=0,16842753,2/ }],
  })
  expect(await simulatedBench(cloud).flash(modem)).toMatchObject({ outcome: 'confirmed', keySource: 'station' })
  expect(modem.credential(tag, 2)?.content).toMatch(/^-----BEGIN PRIVATE KEY-----\n/)
  expect(holdsAPair(modem, tag)).toBe(true)
})

test('the modem is asked nothing that changes it before the cloud has admitted it', async () => {
  const cloud = standInCloud()
  const modem = createModem({ firmware: 'mfw_nrf9160_1.3.7', imei })
  let before: readonly string[] = []
  cloud.after = (call) => {
    if (call === 'admission') before = modem.received()
  }
  await simulatedBench(cloud).flash(modem)
  expect(before).toEqual(['AT', 'AT+CGSN', 'AT+CGMR', expect.stringMatching(/^AT%ATTESTTOKEN="[0-9a-f]{32}"$/)])
  expect(modem.received().slice(before.length)).toEqual([
    'AT%CMNG=1,16842753',
    'AT+CMEE=1',
    'AT+CFUN=4',
    'AT%KEYGEN=16842753,2,0',
    expect.stringMatching(/^AT%CMNG=0,16842753,0,<1188 characters/),
    expect.stringMatching(/^AT%CMNG=0,16842753,1,</),
    'AT%CMNG=1,16842753',
  ])
})

test('the steps are told as they begin, and the journal has each intent before its act', async () => {
  const cloud = standInCloud()
  const bench = simulatedBench(cloud)
  await bench.flash(createModem({ firmware: 'mfw_nrf9160_1.2.3', imei }))
  expect(bench.events.map(({ step }) => step)).toEqual([
    'probe',
    'admission',
    'look',
    'prepare',
    'key',
    'mint',
    'write',
    'read-back',
    'confirm',
  ])
  expect(bench.journal.lines.map(({ act }) => act)).toEqual([
    'admit',
    'admitted',
    'make-key',
    'mint',
    'write',
    'key-made',
    'minted',
    'write',
    'written',
    'confirm',
    'confirmed',
  ])
})

test('a modem that says 518 is told again to leave the radio off', async () => {
  const modem = createModem({
    firmware: 'mfw_nrf9160_1.3.7',
    imei,
    faults: [
      { name: 'answer-518-then-ok', command: /KEYGEN/ },
      { name: 'answer-518-then-ok', command: /CMNG=0,16842753,1/, times: 2 },
    ],
  })
  expect(await simulatedBench(standInCloud()).flash(modem)).toMatchObject({ outcome: 'confirmed' })
})

test.each([
  ['urc-inside-line', /KEYGEN/],
  ['urc-between-lines', /KEYGEN|CMNG|CGSN|CGMR/],
  ['log-between-lines', /KEYGEN|CMNG|CGSN|CGMR/],
  ['urc-inside-line', /CMNG=1/],
  ['write-ok-but-corrupt', /CMNG=0,16842753,1/],
  ['write-ok-but-lost', /CMNG=0,16842753,0/],
  ['drop-answer', /CMNG=0/],
  ['silent', /CMNG=0/],
  ['drop-answer', /CMNG=1/],
  ['silent', /CGSN/],
  ['half-answer', /KEYGEN/],
  ['drop-answer', /CFUN=4/],
  ['drop-answer', /KEYGEN/],
] as const)('%s on %s is lived with, and green is green', async (name, command) => {
  const cloud = standInCloud()
  const modem = createModem({ firmware: 'mfw_nrf91x1_2.0.2', imei, faults: [{ name, command }] })
  expect(await simulatedBench(cloud).flash(modem)).toMatchObject({ outcome: 'confirmed', proof: 'digest' })
  expect(holdsAPair(modem, tag)).toBe(true)
  expect(cloud.active()).toHaveLength(1)
})

test('firmware that refuses to overwrite gets the old items deleted first', async () => {
  const cloud = standInCloud(standInProfile({ existingCredentials: 'replace' }))
  const modem = createModem({ firmware: 'mfw_nrf9160_1.3.7', imei, behaviour: { overwrite: 'refuse' } })
  const line = modem.connect()
  for (const type of [0, 1, 2]) line.write(`AT%CMNG=0,${tag},${type},"old"\r\n`)
  line.write('AT%CMNG=0,42,0,"of somebody else"\r\n')
  const result = await simulatedBench(cloud).flash(modem)
  expect(result).toMatchObject({ outcome: 'confirmed' })
  expect(holdsAPair(modem, tag)).toBe(true)
  expect(modem.credential(42, 0)?.content).toBe('of somebody else')
})

test.each([
  ['write-ok-but-corrupt', /CMNG=0,16842753,1/, { outcome: 'refused', refusal: { refused: 'credential-differs' } }],
  ['write-ok-but-lost', /CMNG=0,16842753,0/, { outcome: 'refused', refusal: { refused: 'credential-missing' } }],
  ['silent', /CMNG=0,16842753,0/, { outcome: 'failed', failure: { code: 'write-not-taken' } }],
  ['half-answer', /KEYGEN/, { outcome: 'failed', failure: { code: 'keygen-not-told' } }],
  ['urc-inside-line', /KEYGEN/, { outcome: 'failed', failure: { code: 'answer-garbled' } }],
  [
    'answer-memory-full',
    /CMNG=0/,
    { outcome: 'failed', failure: { code: 'modem-refused', params: { meaning: 'memory full' } } },
  ],
  ['echo-without-result', /CMNG=0/, { outcome: 'failed', failure: { code: 'write-not-taken' } }],
] as const)('%s on %s again and again ends red, with its name and no success', async (name, command, expected) => {
  const cloud = standInCloud()
  const modem = createModem({ firmware: 'mfw_nrf91x1_2.0.2', imei, faults: [{ name, command, times: 99 }] })
  expect(await simulatedBench(cloud).flash(modem)).toMatchObject(expected)
  expect(cloud.active()).toHaveLength(0)
})

test('no private key is in what is told, kept or answered', async () => {
  for (const keySources of [['modem'], ['station'], ['cloud']] as const) {
    const cloud = standInCloud(standInProfile({ keySources: [...keySources] }))
    const bench = simulatedBench(cloud)
    const modem = createModem({ firmware: 'mfw_nrf9160_1.3.7', imei })
    const result = await bench.flash(modem)
    const body = modem.credential(tag, 2)?.content.split('\n')[1] ?? ''
    expect(body.length).toBeGreaterThan(40)
    const told = JSON.stringify([bench.events, bench.journal.lines, result, modem.received()])
    expect(told).not.toContain(body)
    expect(told).not.toContain('PRIVATE KEY')
  }
})
