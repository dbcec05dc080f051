import { renderFlashResult } from '../../cli/render/flash-result.ts'
import type { MintRequest } from '../../core/api/credentials.ts'
import type { Attestation } from '../../core/credential/check-attestation.ts'
import { explainRefusal, isRefusal } from '../../core/refusals/refusal.ts'
import { admit } from '../../lambdas/admission/admit.ts'
import { createModem, type Modem } from '../../simulator/modem.ts'
import { simulatedBench } from '../bench/support/simulated-bench.ts'
import { standInCloud } from '../bench/support/stand-in-cloud.ts'
import { terminal } from '../simulator/terminal.ts'
import { type MintWorld, startMintWorld, station } from '../support/mint-world.ts'
import { imeiOf, stationRequest } from '../support/unit.ts'

const firmware = 'mfw_nrf91x1_2.0.4'
const challenge = '00112233445566778899aabbccddeeff'
const imei = imeiOf(1)

const between = (line: string | undefined): string => /"([^"]*)"/.exec(line ?? '')?.[1] ?? ''
const attest = async (modem: Modem, with_ = challenge): Promise<Attestation> => {
  const [line] = await terminal(modem).ask(`AT%ATTESTTOKEN="${with_}"`)
  return { challenge: with_, token: between(line) }
}
const keygen = async (modem: Modem): Promise<string> => {
  const { ask } = terminal(modem)
  await ask('AT%CMNG=3,16842753,2')
  return between((await ask('AT%KEYGEN=16842753,2,0'))[0])
}

describe('at the bench', () => {
  test('a modem that can is challenged, and what it says of itself is told with what nobody checked', async () => {
    const modem = createModem({ firmware, imei })
    const result = await simulatedBench(standInCloud()).flash(modem)
    const { deviceUuid } = modem.state()
    expect(result).toMatchObject({ outcome: 'confirmed', deviceUuid })
    expect(renderFlashResult(result)).toContain(`${deviceUuid} (its signature is not verified)`)
  })

  test('every challenge is another one', async () => {
    const asked: string[] = []
    for (const n of [1, 2]) {
      const modem = createModem({ firmware, imei: imeiOf(n) })
      await simulatedBench(standInCloud()).flash(modem)
      asked.push(...modem.received().filter((line) => line.includes('ATTESTTOKEN')))
    }
    expect(asked).toHaveLength(2)
    expect(new Set(asked).size).toBe(2)
  })

  test('firmware without %ATTESTTOKEN is not asked, and an application that refuses it stops nobody', async () => {
    const old = createModem({ firmware: 'mfw_nrf9160_1.2.3', imei })
    expect(await simulatedBench(standInCloud()).flash(old)).toMatchObject({ outcome: 'confirmed' })
    expect(old.received().join()).not.toContain('ATTESTTOKEN')
    const faults = [{ name: 'answer-error', command: /ATTESTTOKEN/, times: 99 } as const]
    const shy = createModem({ firmware, imei, faults })
    expect(await simulatedBench(standInCloud()).flash(shy)).toMatchObject({ outcome: 'confirmed' })
  })

  test.each(['urc-inside-line', 'half-answer', 'write-ok-but-lost'] as const)(
    '%s on the answer: asked again once it is lived with, always it ends red before anything was changed',
    async (name) => {
      const once = createModem({ firmware, imei, faults: [{ name, command: /ATTESTTOKEN/ }] })
      expect(await simulatedBench(standInCloud()).flash(once)).toMatchObject({ outcome: 'confirmed' })
      const always = createModem({ firmware, imei, faults: [{ name, command: /ATTESTTOKEN/, times: 99 }] })
      expect(await simulatedBench(standInCloud()).flash(always)).toMatchObject({
        outcome: 'failed',
        failure: { code: name === 'half-answer' ? 'no-answer' : 'answer-garbled' },
        modemChanged: false,
      })
    },
  )

  test('another modem under the IMEI of a device that is known is refused by name, and not touched', async () => {
    const cloud = standInCloud()
    const bench = simulatedBench(cloud)
    const [first, second] = [createModem({ firmware, imei }), createModem({ firmware, imei })]
    await bench.flash(first)
    const before = second.state()
    expect(await bench.flash(second)).toMatchObject({
      outcome: 'refused',
      step: 'admission',
      refusal: {
        refused: 'modem-swapped',
        says: `Device ${imei} was first seen as modem ${first.state().deviceUuid}; now modem ${before.deviceUuid} tells that IMEI.`,
      },
      modemChanged: false,
    })
    expect(second.state()).toEqual(before)
  })
})

describe('in the registry', () => {
  let world: MintWorld
  let orderId: string
  beforeAll(async () => {
    world = await startMintWorld()
    ;({ orderId } = await world.openOne(20, { keySources: ['modem', 'station', 'cloud'] }))
  })
  afterAll(() => world.cloud.stop())

  const mint = (unit: string, request: MintRequest) => world.mint({ orderId, imei: unit, caller: station, request })
  const ask = (unit: string, deviceUuid: string) =>
    admit({
      table: { client: world.clients.document, name: world.cloud.tableName },
      fleet: 'mintmark',
      stationRole: 'mintmark-dev-stations',
      now: () => world.cloud.time.now,
    })({ orderId, imei: unit, caller: station, firmware, deviceUuid })
  const codeOf = (answer: unknown) => (isRefusal(answer) ? answer.refusal : 'admitted')
  const common = { firmware, agentVersion: '0.1.0' }

  test('a UUID is pinned at first sight: another one under the same IMEI, and the same under another, are refused', async () => {
    const unit = imeiOf(10)
    const modem = createModem({ firmware, imei: unit })
    const { deviceUuid } = modem.state()
    expect(codeOf(await ask(unit, deviceUuid))).toBe('admitted')
    const first = await mint(unit, { ...(await stationRequest()), attestation: await attest(modem) })
    expect(first).toMatchObject({
      attestation: { deviceUuid, digest: 'none', challenge: 'answered', signature: 'not-verified' },
    })

    const swapped = createModem({ firmware, imei: unit })
    expect(await ask(unit, swapped.state().deviceUuid)).toMatchObject({
      refusal: 'modem-swapped',
      params: { imei: unit, pinned: deviceUuid, shown: swapped.state().deviceUuid },
    })
    const again = { ...(await stationRequest()), attestation: await attest(swapped) }
    expect(codeOf(await mint(unit, again))).toBe('modem-swapped')
    expect(codeOf(await ask(unit, deviceUuid))).toBe('admitted')

    const other = imeiOf(11)
    const stolen = await mint(other, { ...(await stationRequest()), attestation: await attest(modem) })
    expect(stolen).toMatchObject({ refusal: 'modem-of-another-device', params: { deviceUuid, owner: unit } })
    // Nothing was spent on it: its own modem still finds its place.
    const own = createModem({ firmware, imei: other })
    expect(await mint(other, { ...common, keySource: 'modem', keygen: await keygen(own) })).toMatchObject({
      generation: 1,
      attestation: { deviceUuid: own.state().deviceUuid, digest: 'checked', challenge: 'none' },
    })
  })

  test('the modem that answers the challenge must be the one that made the key', async () => {
    const unit = imeiOf(12)
    const [challenged, keyed] = [createModem({ firmware, imei: unit }), createModem({ firmware, imei: unit })]
    const request = { ...common, keySource: 'modem', keygen: await keygen(keyed) } as const
    const answer = await mint(unit, { ...request, attestation: await attest(challenged) })
    expect(answer).toMatchObject({
      refusal: 'attestation-of-another-modem',
      params: { attested: challenged.state().deviceUuid, key: keyed.state().deviceUuid },
    })
    expect(isRefusal(answer) && explainRefusal(answer).says).toContain('the unit was changed in between')
    expect(await mint(unit, { ...request, attestation: await attest(keyed) })).toMatchObject({ generation: 1 })
  })

  test('an old attestation, and a text that is none, are refused with the values', async () => {
    const unit = imeiOf(13)
    const { token } = await attest(createModem({ firmware, imei: unit }))
    const stale = { ...(await stationRequest()), attestation: { challenge: 'ff'.repeat(16), token } }
    expect(await mint(unit, stale)).toMatchObject({
      refusal: 'attestation-not-fresh',
      params: { challenge: 'ff'.repeat(16), nonce: challenge },
    })
    const none = { ...(await stationRequest()), attestation: { challenge, token: 'AA.AA' } }
    expect(codeOf(await mint(unit, none))).toBe('attestation-malformed')
  })

  test('a signature of nobody passes, which is why every answer says that it was not verified', async () => {
    const unit = imeiOf(14)
    const { token } = await attest(createModem({ firmware, imei: unit }))
    const forged = `${token.slice(0, -4)}AAAA`
    expect(forged).not.toBe(token)
    const request = { ...(await stationRequest()), attestation: { challenge, token: forged } }
    expect(await mint(unit, request)).toMatchObject({ attestation: { signature: 'not-verified' } })
  })
})
