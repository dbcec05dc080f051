import type { Profile } from '../../core/api/profile.ts'
import { createModem, type Modem } from '../../simulator/modem.ts'
import { holdsAPair, simulatedBench } from '../bench/support/simulated-bench.ts'
import { lost, type StandInCloud, standInCloud, standInProfile } from '../bench/support/stand-in-cloud.ts'

const imei = '352656100367872'
const tag = 16842753

const ways: [string, string, Partial<Profile>][] = [
  ['a modem key', 'mfw_nrf9160_1.3.7', {}],
  ['a station key and no digests', 'mfw_nrf9160_1.2.3', {}],
  ['a station key and digests', 'mfw_nrf91x1_2.0.4', { keySources: ['station'] }],
  ['a cloud key', 'mfw_nrf9160_1.2.3', { keySources: ['cloud'] }],
]

/** After a stop, the unit is put in again: it must end green with one unit spent and one certificate that can connect. */
const finishes = async (cloud: StandInCloud, bench: ReturnType<typeof simulatedBench>, modem: Modem) => {
  const result = await bench.flash(modem)
  expect(result).toMatchObject({ outcome: 'confirmed' })
  expect(cloud.spent()).toBe(1)
  expect(cloud.certificates.size).toBe(1)
  expect(cloud.active()).toHaveLength(1)
  expect(holdsAPair(modem, tag)).toBe(true)
}

const countCommands = async (firmware: string, changes: Partial<Profile>): Promise<number> => {
  const modem = createModem({ firmware, imei })
  await simulatedBench(standInCloud(standInProfile(changes))).flash(modem)
  return modem.received().length
}

describe.each(ways)('with %s', (_, firmware, changes) => {
  test('unplugged before, after or in the middle of any answer, the next run finishes', async () => {
    const commands = await countCommands(firmware, changes)
    let stops = 0
    for (const name of ['unplug-before', 'unplug-after', 'unplug-mid-answer'] as const) {
      for (let after = 0; after < commands; after++) {
        const cloud = standInCloud(standInProfile(changes))
        const bench = simulatedBench(cloud)
        const modem = createModem({ firmware, imei, faults: [{ name, command: /./, after }] })
        const stopped = await bench.flash(modem)
        expect(stopped).toMatchObject({ outcome: 'failed', failure: { layer: 'port', code: 'port-lost' } })
        expect(cloud.active()).toHaveLength(0)
        await finishes(cloud, bench, modem)
        stops++
      }
    }
    expect(stops).toBe(3 * commands)
  })

  test('power-cycled at any command, the next run finishes', async () => {
    const commands = await countCommands(firmware, changes)
    for (const name of ['reset-before', 'reset-mid-answer'] as const) {
      // The first command is the probe, which takes a booting unit as it comes.
      for (let after = 1; after < commands; after++) {
        const cloud = standInCloud(standInProfile(changes))
        const bench = simulatedBench(cloud)
        const modem = createModem({ firmware, imei, faults: [{ name, command: /./, after }] })
        expect(await bench.flash(modem)).toMatchObject({ outcome: 'failed', failure: { code: 'modem-restarted' } })
        await finishes(cloud, bench, modem)
      }
    }
  })

  test('killed after any line of its journal, the next run finishes', async () => {
    const whole = simulatedBench(standInCloud(standInProfile(changes)))
    await whole.flash(createModem({ firmware, imei }))
    for (let kill = 1; kill <= whole.journal.lines.length; kill++) {
      const cloud = standInCloud(standInProfile(changes))
      const bench = simulatedBench(cloud)
      const modem = createModem({ firmware, imei })
      bench.journal.onAppend = () => {
        if (bench.journal.lines.length === kill) throw new Error('killed')
      }
      await expect(bench.flash(modem)).rejects.toThrow('killed')
      bench.journal.onAppend = undefined
      await finishes(cloud, bench, modem)
    }
  })

  test('with any answer of the cloud lost, before it acted or after, the next run finishes', async () => {
    for (const when of ['before', 'after'] as const) {
      for (const lostCall of ['admission', 'mint', 'confirm']) {
        const cloud = standInCloud(standInProfile(changes))
        const bench = simulatedBench(cloud)
        const modem = createModem({ firmware, imei })
        cloud[when] = (call) => {
          if (call === lostCall) throw lost()
        }
        expect(await bench.flash(modem)).toMatchObject({ outcome: 'failed', failure: { layer: 'cloud' } })
        cloud[when] = undefined
        await finishes(cloud, bench, modem)
      }
    }
  })
})

test('a certificate never stands beside a key that is not its own, whatever stopped the run', async () => {
  const changes = { keySources: ['station' as const], existingCredentials: 'replace' as const }
  const firmware = 'mfw_nrf91x1_2.0.4'
  const cloud = standInCloud(standInProfile(changes))
  const bench = simulatedBench(cloud)
  const modem = createModem({ firmware, imei })
  cloud.before = (call) => {
    if (call === 'confirm') throw lost()
  }
  await bench.flash(modem)
  expect(holdsAPair(modem, tag)).toBe(true)
  // Another bench, which knows nothing of the first, is stopped as soon as it has written its own key.
  const other = simulatedBench(cloud)
  cloud.before = (call) => {
    if (call === 'confirm' || call === 'mint') throw lost()
  }
  expect(await other.flash(modem)).toMatchObject({ outcome: 'failed' })
  cloud.before = undefined
  await finishes(cloud, simulatedBench(cloud), modem)
})

test.each([
  ['mfw_nrf9160_1.3.7', 'digests prove it', 1],
  ['mfw_nrf9160_1.2.3', 'nothing but a journal could, so it is keyed again', 2],
])('a unit of %s that another bench had written in full: %s', async (firmware, _, generation) => {
  const cloud = standInCloud()
  const modem = createModem({ firmware, imei })
  cloud.before = (call) => {
    if (call === 'confirm') throw lost()
  }
  await simulatedBench(cloud).flash(modem)
  cloud.before = undefined
  await finishes(cloud, simulatedBench(cloud), modem)
  expect(cloud.devices.get(imei)?.generation).toBe(generation)
})

test('put in again after it was confirmed, a unit is proven again and left as it is', async () => {
  const cloud = standInCloud()
  const bench = simulatedBench(cloud)
  const modem = createModem({ firmware: 'mfw_nrf9160_1.3.7', imei })
  await bench.flash(modem)
  const before = modem.state()
  expect(await bench.flash(modem)).toMatchObject({ outcome: 'confirmed', repeated: true })
  expect(modem.state()).toEqual(before)
  expect(modem.received().filter((line) => /KEYGEN/.test(line))).toHaveLength(1)
})

test('a confirmed unit whose tag was emptied since is not green: the cloud compares, and its refusal stands', async () => {
  const cloud = standInCloud()
  const bench = simulatedBench(cloud)
  const modem = createModem({ firmware: 'mfw_nrf9160_1.3.7', imei })
  await bench.flash(modem)
  modem.connect().write(`AT+CFUN=4\r\nAT%CMNG=3,${tag},1\r\n`)
  expect(await bench.flash(modem)).toMatchObject({
    outcome: 'refused',
    refusal: { refused: 'device-already-keyed' },
    modemChanged: false,
  })
})

test('called off, the run ends between two steps', async () => {
  const stop = new AbortController()
  const cloud = standInCloud()
  const bench = simulatedBench(cloud)
  const modem = createModem({ firmware: 'mfw_nrf9160_1.3.7', imei })
  cloud.after = (call) => {
    if (call === 'mint') stop.abort(new Error('called off'))
  }
  await expect(bench.flash(modem, { signal: stop.signal })).rejects.toThrow('called off')
  expect(modem.credential(tag, 1)).toBeUndefined()
  await finishes(cloud, bench, modem)
})
