import { openAtSession } from '../../../bench/at/at-session.ts'
import { connectFactoryApi } from '../../../bench/cloud/connect-factory-api.ts'
import { flash } from '../../../bench/flash/flash.ts'
import { makeStationKey } from '../../../bench/keys/make-station-key.ts'
import type { Timers } from '../../../bench/timers.ts'
import { keySources } from '../../../core/api/profile.ts'
import { type BenchCloud, startBenchCloud } from '../../../scripts/benchmarks/bench-speed/bench-cloud.ts'
import { traffic } from '../../../scripts/benchmarks/bench-speed/traffic.ts'
import { createModem } from '../../../simulator/modem.ts'
import { imeiOf } from '../../support/unit.ts'
import { memoryJournal, portTo } from '../support/simulated-bench.ts'

let cloud: BenchCloud
beforeAll(async () => {
  cloud = await startBenchCloud()
})
afterAll(() => cloud.close())

/** Lets the drain end, and then never calls anybody again: whoever waits for time waits for ever. */
const timersThatStop = () => {
  let hasStopped = false
  const timers: Timers = {
    now: () => 0,
    after: (_ms, call) => {
      const soon = hasStopped ? undefined : setImmediate(call)
      return () => clearImmediate(soon)
    },
  }
  return {
    timers,
    stop: () => {
      hasStopped = true
    },
  }
}

test.each(keySources)(
  'key source %s: a unit costs no more commands and bytes than the table says, and no waiting',
  async (keySource) => {
    const { firmware, commands, down, up } = traffic[keySource]
    const port = portTo(createModem({ firmware, imei: imeiOf(7), behaviour: { bootMode: 4 } }))
    const { timers, stop } = timersThatStop()
    const seen = { commands: 0, down: 0, up: 0 }
    const write = port.stream.write.bind(port.stream)
    port.stream.write = ((bytes: Buffer) => {
      stop()
      seen.commands++
      seen.down += bytes.length
      return write(bytes)
    }) as typeof write
    port.stream.on('data', (bytes: Buffer) => {
      seen.up += bytes.length
    })
    const credentials = async () => ({ accessKeyId: 'AKIATEST', secretAccessKey: 'secret' })
    const api = connectFactoryApi({ settings: { apiUrl: cloud.url, region: 'eu-west-1' }, credentials, timers })
    const run = flash({ api, journal: memoryJournal(), makeStationKey, agentVersion: '0.1.0' })
    const result = await run({ session: openAtSession({ timers })(port), orderId: keySource })
    await port.close()
    expect(result).toMatchObject({ outcome: 'confirmed', repeated: false, keySource })
    expect(seen.commands).toBe(commands)
    expect(seen.down).toBeLessThanOrEqual(down)
    expect(seen.up).toBeLessThanOrEqual(up)
    // Keys and signatures are some characters shorter now and then; a command that fell away would be more.
    expect(seen.down).toBeGreaterThan(down - 16)
    expect(seen.up).toBeGreaterThan(up - 16)
  },
)
