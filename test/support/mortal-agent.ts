/**
 * An agent as a process of its own, that flashes one unit and dies where it is told: SIGKILL, so that nothing of it gets
 * a chance to tidy up. Its only argument is a `MortalAgent` as JSON; it prints its result as JSON if it lives.
 */
import { openAtSession } from '../../bench/at/at-session.ts'
import { connectFactoryApi } from '../../bench/cloud/connect-factory-api.ts'
import { flash } from '../../bench/flash/flash.ts'
import type { Journal } from '../../bench/journal/journal.ts'
import { openJournal } from '../../bench/journal/open-journal.ts'
import { makeStationKey } from '../../bench/keys/make-station-key.ts'
import { openPort } from '../../bench/serial/open-port.ts'
import { systemTimers } from '../../bench/timers.ts'

export interface MortalAgent {
  apiUrl: string
  region: string
  accessKeyId: string
  secretAccessKey: string
  port: string
  orderId: string
  journal: string
  /** Dies when so many lines of its journal are on the disk; 0 dies before the first. */
  diesAtLine?: number
}

const task = JSON.parse(process.argv[2] ?? '') as MortalAgent

const mortal = (journal: Journal): Journal => {
  let lines = 0
  const dieIfDue = () => {
    if (lines === task.diesAtLine) process.kill(process.pid, 'SIGKILL')
  }
  return {
    ...journal,
    async append(unit, ...acts) {
      // One at a time, so that a kill can come between two lines of one group.
      for (const act of acts) {
        dieIfDue()
        await journal.append(unit, act)
        lines++
      }
      dieIfDue()
    },
  }
}

const journal = await openJournal(task.journal, task.orderId, () => new Date())
const { apiUrl, region, accessKeyId, secretAccessKey } = task
const api = connectFactoryApi({
  settings: { apiUrl, region },
  credentials: async () => ({ accessKeyId, secretAccessKey }),
})
const session = openAtSession({ timers: systemTimers, quietMs: 5 })(await openPort(task.port))
const run = flash({ api, journal: mortal(journal), makeStationKey, agentVersion: '0.1.0' })
const result = await run({ session, orderId: task.orderId })
await session.close()
process.stdout.write(JSON.stringify(result))
