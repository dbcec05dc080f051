import { createModem, type Modem } from '../../../simulator/modem.ts'
import { imeiOf } from '../../support/unit.ts'
import { fixture } from '../support/fixture.ts'
import { memoryJournal } from '../support/simulated-bench.ts'
import { type RunningStation, runStation } from '../support/simulated-station.ts'
import { standInCloud } from '../support/stand-in-cloud.ts'
import { type StandInLine, standInLine } from '../support/stand-in-line.ts'

const golden = imeiOf(520)
const goldenModem = () => createModem({ firmware: 'mfw_nrf9160_1.3.7', imei: golden })

/** A shift with the golden unit in its slot. */
const shift = (line: StandInLine, modem: Modem, journal: ReturnType<typeof memoryJournal>) => {
  const slot = fixture(1)
  const cloud = standInCloud()
  const running = runStation(cloud, [slot], {}, { lineFor: () => line, journal })
  slot.put(modem)
  return { cloud, running }
}

const passes = async (running: RunningStation) => {
  await running.tile(1, 'green', 'article-passed')
  expect(running.station.line()).toMatchObject({ open: true, state: 'open' })
}

/** The same journal, of which nothing more reaches the disk after so many lines: the agent was killed there. */
const killedAfter = (journal: ReturnType<typeof memoryJournal>, lines: number, onKill: () => void) => ({
  ...journal,
  append: async (...args: Parameters<typeof journal.append>): Promise<void> => {
    if (journal.lines.length < lines) await journal.append(...args)
    else {
      onKill()
      await new Promise(() => {})
    }
  },
})

test('killed after any line of its journal, the next shift is closed, and its article passes with no unit spent', async () => {
  const whole = memoryJournal()
  const first = shift(standInLine([golden]), goldenModem(), whole)
  await passes(first.running)
  await first.running.stop()
  expect(whole.lines.at(-1)?.act).toBe('article-passed')

  for (let kill = 1; kill < whole.lines.length; kill++) {
    const [line, modem, journal] = [standInLine([golden]), goldenModem(), memoryJournal()]
    let wasKilled = false
    const dead = shift(line, modem, killedAfter(journal, kill, () => (wasKilled = true)) as typeof journal)
    await dead.running.eventually(() => wasKilled)
    expect(dead.running.station.line()?.open).toBe(false)
    // It never ends, as a killed process never does; its timers go.
    void dead.running.stop()

    const { cloud, running } = shift(line, modem, journal)
    await passes(running)
    await running.stop()
    expect(cloud.spent() + dead.cloud.spent()).toBe(0)
    expect(line.articles.certificates.size).toBe(0)
    // What the dead agent wrote of the article is nothing that a later run builds on.
    expect(await journal.historyOf(golden)).toEqual({ keyedTags: [], written: undefined })
  }
}, 60_000)
