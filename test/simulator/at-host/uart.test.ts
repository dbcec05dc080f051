import { latencyBy } from '../../../simulator/latency.ts'
import { createModem, type ModemOptions } from '../../../simulator/modem.ts'
import { seededRandom } from '../../../simulator/random.ts'
import { caPem, imei, tag } from '../credentials.ts'
import { type ManualClock, manualClock } from '../manual-clock.ts'
import { terminal } from '../terminal.ts'

const byteMs = 10_000 / 115_200

const paced = (more: Partial<ModemOptions> = {}) => {
  const clock = manualClock()
  const behaviour = { baudRate: 115_200, bootMode: 4, ...more.behaviour }
  const modem = createModem({
    firmware: 'mfw_nrf9160_1.3.7',
    imei,
    random: seededRandom(5),
    clock,
    ...more,
    behaviour,
  })
  return { clock, modem, at: terminal(modem) }
}

/** Lets time pass in small steps, and answers when each piece of text came, in milliseconds. */
const arrivals = async (clock: ManualClock, at: ReturnType<typeof terminal>, forMs: number) => {
  const start = clock.now()
  const came: { ms: number; text: string }[] = []
  while (clock.now() - start < forMs) {
    clock.advance(0.01)
    const text = await at.read()
    if (text !== '') came.push({ ms: clock.now() - start, text })
  }
  return came
}

test('a command arrives with its last byte, and its answer takes the time of its own bytes', async () => {
  const { clock, at } = paced()
  at.type('AT+CGSN\r\n')
  await at.read()
  const came = await arrivals(clock, at, 5)
  expect(came.map(({ text }) => text).join('')).toBe(`${imei}\r\nOK\r\n`)
  // The LF after the CR is still on its way down while the answer comes up.
  expect(came.at(-1)?.ms).toBeCloseTo((8 + 21) * byteMs, 1)
})

test('a long answer comes in USB packets, each with its last byte', async () => {
  const { clock, at } = paced()
  at.type(`AT%KEYGEN=${tag},2,0\r`)
  await at.read()
  const came = await arrivals(clock, at, 70)
  const text = came.map((packet) => packet.text).join('')
  expect(text).toMatch(/^%KEYGEN: "[\w.-]+"\r\nOK\r\n$/)
  expect(came.slice(0, -1).every((packet) => packet.text.length === 64)).toBe(true)
  let bytes = `AT%KEYGEN=${tag},2,0\r`.length
  for (const packet of came) {
    bytes += packet.text.length
    expect(Math.abs(packet.ms - bytes * byteMs)).toBeLessThan(0.02)
  }
})

test('a PEM is stored with the closing quote and its CR, not before', async () => {
  const { clock, modem, at } = paced()
  const line = `AT%CMNG=0,${tag},0,"${caPem}"\r`
  at.type(line)
  await at.read()
  clock.advance(line.length * byteMs - 0.01)
  expect(modem.credential(tag, 0)).toBeUndefined()
  clock.advance(0.02)
  expect(modem.credential(tag, 0)?.content).toBe(caPem)
})

test('what a busy computer does late does not make the wire slower', async () => {
  const clock = manualClock()
  const lazy = { now: clock.now, after: (ms: number, run: () => void) => clock.after(ms + 0.9, run) }
  const { at } = paced({ clock: lazy })
  const bytes = (8 + 21) * byteMs
  at.type('AT+CGSN\r')
  await at.read()
  clock.advance(bytes + 0.89)
  expect(await at.read()).toBe('')
  clock.advance(0.02)
  expect(await at.read()).toBe(`${imei}\r\nOK\r\n`)
})

test('bytes keep their order on a computer whose timers come late and in any order', async () => {
  const clock = manualClock()
  const random = seededRandom('late')
  const jumbled = {
    now: clock.now,
    after: (ms: number, run: () => void) => clock.after(ms + (random(1).readUInt8() / 255) * 20, run),
  }
  const { at } = paced({ clock: jumbled })
  at.type(`AT%CMNG=0,${tag},0,"${caPem}"\rAT%KEYGEN=${tag},2,0\r`)
  await at.read()
  clock.advance(1_000)
  expect(await at.read()).toMatch(/^OK\r\n%KEYGEN: "[\w-]{300,}\.[\w-]{200,}"\r\nOK\r\n$/)
})

test('a cable that is pulled loses what is under way', async () => {
  const { clock, modem, at } = paced()
  at.type('AT+CGSN\r')
  await at.read()
  clock.advance(9 * byteMs)
  modem.unplug()
  const other = terminal(modem)
  clock.advance(100)
  expect(await other.read()).toBe('')
})

test('half an answer is heard before the cable is pulled, as the fault says', async () => {
  const { clock, at } = paced({ faults: [{ name: 'unplug-mid-answer', command: /CGSN/ }] })
  at.type('AT+CGSN\r')
  await at.read()
  clock.advance(100)
  expect(await at.read()).toBe(`${imei}\r\nOK\r\n`.slice(0, 11))
  expect(at.port.destroyed).toBe(true)
})

test('what comes while an answer is sent waits, or is lost where the FIFO is small', async () => {
  for (const [fifoBytes, answers] of [
    [100, 2],
    [2, 1],
  ] as const) {
    const { clock, at } = paced({ behaviour: { fifoBytes } })
    at.type('AT+CGSN\rAT+CGSN\r')
    await at.read()
    clock.advance(100)
    expect((await at.read()).split(imei).length - 1).toBe(answers)
  }
})

test('latencies go by class of command, and are drawn from the seed', async () => {
  const table = { keygen: { from: 1000, to: 3000 }, store: 40, radio: 7 }
  const draw = (seed: number) => {
    const latencyMs = latencyBy(table, seededRandom(seed))
    return Array.from({ length: 5 }, () => latencyMs('AT%KEYGEN=1,2,0'))
  }
  expect(draw(1)).toEqual(draw(1))
  expect(draw(1)).not.toEqual(draw(2))
  expect(new Set(draw(1)).size).toBe(5)
  expect(draw(1).every((ms) => ms >= 1000 && ms < 3000)).toBe(true)
  const latencyMs = latencyBy(table, seededRandom(1))
  const lines = ['AT', 'AT+CFUN?', 'AT+CFUN=4', 'AT%CMNG=1,1', 'at%cmng=0,1,0,"x"', 'AT%CMNG=3,1,0', 'AT%ATTESTTOKEN']
  expect(lines.map(latencyMs)).toEqual([0, 0, 7, 0, 40, 40, 0])

  const { clock, at } = paced({ behaviour: { latencyMs: latencyBy({ read: 50 }, seededRandom(1)) } })
  at.type('AT\r')
  await at.read()
  clock.advance(50 + 7 * byteMs - 0.01)
  expect(await at.read()).toBe('')
  clock.advance(0.02)
  expect(await at.read()).toBe('OK\r\n')
})
