import { join } from 'node:path'
import { agentVersion } from '../../../bench/agent-version.ts'
import { type AtSession, openAtSession } from '../../../bench/at/at-session.ts'
import { connectFactoryApi } from '../../../bench/cloud/connect-factory-api.ts'
import { flash } from '../../../bench/flash/flash.ts'
import { openJournal } from '../../../bench/journal/open-journal.ts'
import { makeStationKey } from '../../../bench/keys/make-station-key.ts'
import { openPort } from '../../../bench/serial/open-port.ts'
import { systemTimers } from '../../../bench/timers.ts'

export interface AgentTask {
  ports: string[]
  apiUrl: string
  /** Where the journals go. */
  folder: string
}

/** One unit, from its first command after the drain until it was green. */
export interface Flashed {
  began: number
  ended: number
  commands: number
  /** Bytes to the modem and from it. */
  down: number
  up: number
}

export interface Memory {
  rss: number
  heap: number
}

// A process of its own, so that its memory is that of the agent and of nothing else.
const task: AgentTask = JSON.parse(process.argv[2] ?? '')
const credentials = async () => ({ accessKeyId: 'AKIABENCH', secretAccessKey: 'bench' })
const api = connectFactoryApi({ settings: { apiUrl: task.apiUrl, region: 'eu-west-1' }, credentials })

interface Slot {
  session: AtSession
  /** Counts from the first byte that is written from now on. */
  count(): () => Omit<Flashed, 'ended'>
}

const openSlot = async (name: string): Promise<Slot> => {
  const port = await openPort(name)
  let now: Omit<Flashed, 'ended'> | undefined
  const write = port.stream.write.bind(port.stream)
  port.stream.write = ((bytes: Buffer) => {
    if (now) {
      now.began ||= performance.now()
      now.down += bytes.length
      now.commands++
    }
    return write(bytes)
  }) as typeof write
  port.stream.on('data', (bytes: Buffer) => {
    if (now) now.up += bytes.length
  })
  return {
    session: openAtSession({ timers: systemTimers })(port),
    count: () => {
      const mine = { began: 0, commands: 0, down: 0, up: 0 }
      now = mine
      return () => mine
    },
  }
}

const slots = new Map<string, Slot>()

/** The same moment for all: every port has its unit, and is opened. */
const round = async (count: number, orderId: string): Promise<Flashed[]> => {
  const names = task.ports.slice(0, count)
  for (const name of names) if (!slots.has(name)) slots.set(name, await openSlot(name))
  const journal = await openJournal(join(task.folder, `${orderId}.jsonl`), orderId, () => new Date())
  const run = flash({ api, journal, makeStationKey, agentVersion })
  try {
    return await Promise.all(
      names.map(async (name) => {
        const slot = slots.get(name)
        if (!slot) throw new Error(`${name} is not open`)
        const counted = slot.count()
        const result = await run({ session: slot.session, orderId })
        const ended = performance.now()
        if (result.outcome !== 'confirmed') throw new Error(JSON.stringify(result))
        return { ...counted(), ended }
      }),
    )
  } finally {
    await journal.close()
  }
}

const memory = (): Memory => {
  globalThis.gc?.()
  const { rss, heapUsed } = process.memoryUsage()
  return { rss, heap: heapUsed }
}

process.on('message', async (message: { count: number; orderId: string } | 'memory' | 'end') => {
  if (message === 'end') {
    await Promise.all([...slots.values()].map(({ session }) => session.close()))
    process.disconnect()
  } else process.send?.(message === 'memory' ? memory() : await round(message.count, message.orderId))
})
process.send?.('ready')
