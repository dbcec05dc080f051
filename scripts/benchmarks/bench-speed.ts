import { type ChildProcess, fork, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type KeySource, keySources } from '../../core/api/profile.ts'
import type { Flashed, Memory } from './bench-speed/agent-process.ts'
import { startBenchCloud } from './bench-speed/bench-cloud.ts'
import { traffic } from './bench-speed/traffic.ts'
import { type Figure, figure } from './figure.ts'

const baudRate = 115_200
const ports = 16
const cloudCalls = 3
const slowCallMs = 200
/** A shift is long: the first units, which wait for programs to be loaded and compiled, are not counted. */
const warmUp = 4

const wireMs = ({ down, up }: Flashed): number => ((down + up) * 10_000) / baudRate
const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
const wallMs = ({ began, ended }: Flashed): number => ended - began
const timesTheWire = (unit: Flashed): number => wallMs(unit) / wireMs(unit)
/** From the first command of any unit until the last one was green. */
const wholeMs = (units: readonly Flashed[]): number =>
  Math.max(...units.map(({ ended }) => ended)) - Math.min(...units.map(({ began }) => began))

const start = (name: string, task: object): ChildProcess =>
  fork(fileURLToPath(new URL(`bench-speed/${name}.ts`, import.meta.url)), [JSON.stringify(task)], {
    execArgv: ['--expose-gc', '--disable-warning=ExperimentalWarning'],
  })

/** What the process answers; its end is a failure. */
const answerOf = <Answer>(child: ChildProcess, message?: object | string): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const onExit = (code: number | null) => reject(new Error(`a process of the benchmark ended with ${code}`))
    child.once('exit', onExit)
    child.once('message', (answer) => {
      child.off('exit', onExit)
      resolve(answer as Answer)
    })
    if (message !== undefined) child.send(message)
  })

const end = async (child: ChildProcess): Promise<void> => {
  if (child.connected) child.send('end')
  if (child.exitCode === null) await once(child, 'exit')
}

/**
 * How long the bench takes for a device, held against the time that its bytes need on the wire. Simulated modems at
 * 115200 baud and the agent are processes of their own; the cloud is a stub that answers at once.
 */
export async function benchSpeed(): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'mintmark-bench-'))
  const hasSocat = !spawnSync('socat', ['-V'], { stdio: 'ignore' }).error
  const line = hasSocat ? 'ptys' : 'TCP, because socat is missing'
  const cloud = await startBenchCloud()
  const modems = start('modems-process', { folder: hasSocat ? folder : undefined, count: ports, baudRate })
  const children = [modems]
  try {
    const names = await answerOf<string[]>(modems)
    const agent = start('agent-process', { ports: names, apiUrl: cloud.url, folder })
    children.push(agent)
    await answerOf(agent)
    /** So often a new unit in every place, flashed on so many ports at the same time. */
    const flash = async (count: number, rounds: number, keySource: KeySource = 'modem'): Promise<Flashed[][]> => {
      const all: Flashed[][] = []
      for (let round = 0; round < rounds; round++) {
        await answerOf(modems, { firmware: traffic[keySource].firmware })
        all.push(await answerOf<Flashed[]>(agent, { count, orderId: keySource }))
      }
      return all
    }
    await flash(1, warmUp)
    const one = (await flash(1, 15)).flat()
    const memoryOfOne = await answerOf<Memory>(agent, 'memory')
    await flash(ports, warmUp)
    const many = await flash(ports, 9)
    const memoryOfMany = await answerOf<Memory>(agent, 'memory')
    const perPort = (kind: keyof Memory) => (memoryOfMany[kind] - memoryOfOne[kind]) / (ports - 1) / 1e6
    cloud.setDelay(slowCallMs)
    const slow = await flash(ports, 5)
    cloud.setDelay(0)
    const bySource: [KeySource, Flashed[]][] = [['modem', one]]
    for (const keySource of keySources.filter((source) => source !== 'modem')) {
      await flash(1, warmUp, keySource)
      bySource.push([keySource, (await flash(1, 9, keySource)).flat()])
    }

    const wallOfOne = median(one.map(wallMs))
    const ideal = mean(slow.flat().map(wireMs)) + cloudCalls * slowCallMs
    return [
      ...bySource.flatMap(([keySource, units]) => {
        const { says, down, up } = traffic[keySource]
        const name = (what: string) => `bench, ${says}: ${what}`
        return [
          figure(name('bytes to the modem'), Math.max(...units.map((unit) => unit.down)), 'bytes', { atMost: down }),
          figure(name('bytes from the modem'), Math.max(...units.map((unit) => unit.up)), 'bytes', { atMost: up }),
          figure(name('their time on the wire'), median(units.map(wireMs)), 'ms', {
            atMost: Math.ceil(((down + up) * 10_000) / baudRate),
          }),
          figure(name('wall time / time on the wire, median'), median(units.map(timesTheWire)), 'x', { atMost: 1.1 }),
          figure(name('the same, fastest unit'), Math.min(...units.map(timesTheWire)), 'x', { atMost: 1.1 }),
        ]
      }),
      figure(
        `bench, a unit on ${ports} ports at once / on one (${line})`,
        median(many.flat().map(wallMs)) / wallOfOne,
        'x',
        { atMost: 1.1 },
      ),
      figure(`bench, all units of ${ports} ports / one unit (${line})`, median(many.map(wholeMs)) / wallOfOne, 'x', {
        atMost: 1.1,
      }),
      figure('bench, memory of an added port, resident', perPort('rss'), 'MB', { atMost: 5 }),
      figure('bench, memory of an added port, heap', perPort('heap'), 'MB', { atMost: 5 }),
      figure(
        `bench, ${slowCallMs} ms a cloud call: throughput / ${ports}/(wire + cloud)`,
        ideal / median(slow.map(wholeMs)),
        'x',
        { atLeast: 0.95 },
      ),
    ]
  } finally {
    await Promise.all(children.map(end))
    await cloud.close()
    await rm(folder, { recursive: true, force: true })
  }
}
