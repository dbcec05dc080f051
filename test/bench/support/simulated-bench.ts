import { createPublicKey, X509Certificate } from 'node:crypto'
import { openAtSession } from '../../../bench/at/at-session.ts'
import { type FlashInput, flash } from '../../../bench/flash/flash.ts'
import type { FlashEvent, FlashResult } from '../../../bench/flash/flash-result.ts'
import type { Journal } from '../../../bench/journal/journal.ts'
import type { JournalLine } from '../../../bench/journal/journal-line.ts'
import { journalMemory } from '../../../bench/journal/journal-memory.ts'
import { unitHistory } from '../../../bench/journal/unit-history.ts'
import { makeStationKey } from '../../../bench/keys/make-station-key.ts'
import type { Port } from '../../../bench/serial/port.ts'
import type { Timers } from '../../../bench/timers.ts'
import type { Modem } from '../../../simulator/modem.ts'
import type { StandInCloud } from './stand-in-cloud.ts'
import { turnTimers } from './turn-timers.ts'

const memoryOf = (lines: readonly JournalLine[]) => {
  const memory = journalMemory()
  lines.forEach(memory.take)
  return memory
}

/** A journal that is kept in memory: what it holds survives a killed run, as a file would. */
export const memoryJournal = (): Journal & { lines: JournalLine[]; onAppend?: (line: JournalLine) => void } => {
  const journal: ReturnType<typeof memoryJournal> = {
    lines: [],
    async append({ imei, port, article }, ...acts) {
      for (const act of acts) {
        const line: JournalLine = {
          v: 1,
          at: '2026-11-22T06:00:00.000Z',
          orderId: 'o1',
          imei,
          port,
          ...(article && { article }),
          ...act,
        }
        journal.lines.push(line)
        journal.onAppend?.(line)
      }
    },
    historyOf: async (imei) => unitHistory(journal.lines.filter((line) => line.imei === imei && !line.article)),
    units: () => memoryOf(journal.lines).units(),
    profile: () => memoryOf(journal.lines).profile(),
    line: () => memoryOf(journal.lines).line(),
    close: async () => {},
  }
  return journal
}

export const portTo = (modem: Modem): Port => {
  const stream = modem.connect()
  return { name: 'sim', stream, close: async () => void stream.destroy() }
}

export interface SimulatedBench {
  journal: ReturnType<typeof memoryJournal>
  events: FlashEvent[]
  flash(modem: Modem, more?: Omit<FlashInput, 'session' | 'orderId'> & { port?: Port }): Promise<FlashResult>
}

/** A bench around a simulated modem in this process, whose silence takes no time. */
export const simulatedBench = (cloud: StandInCloud, timers: Timers = turnTimers()): SimulatedBench => {
  const journal = memoryJournal()
  const events: FlashEvent[] = []
  const run = flash({
    api: cloud,
    journal,
    makeStationKey,
    agentVersion: '0.1.0',
    onEvent: (event) => events.push(event),
  })
  return {
    journal,
    events,
    async flash(modem, { port = portTo(modem), ...more } = {}) {
      const session = openAtSession({ timers })(port)
      try {
        return await run({ session, orderId: 'o1', ...more })
      } finally {
        await session.close()
      }
    },
  }
}

/** Whether what the modem holds in a tag is one whole: the certificate is for the key beside it. */
export const holdsAPair = (modem: Modem, tag: number): boolean => {
  const certificate = modem.credential(tag, 1)?.content
  const key = modem.credential(tag, 2)?.content
  if (!certificate || !key || !modem.credential(tag, 0)) return false
  const spki = (pem: string | X509Certificate['publicKey']) =>
    createPublicKey(pem as string)
      .export({ type: 'spki', format: 'der' })
      .toString('hex')
  return (
    spki(new X509Certificate(certificate).publicKey.export({ type: 'spki', format: 'pem' }).toString()) === spki(key)
  )
}
