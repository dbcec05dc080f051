import { type FoundPort, listPorts } from '../../bench/ports/list-ports.ts'
import { portCache } from '../../bench/ports/port-cache.ts'
import { readSlots, teachSlot } from '../../bench/ports/slot-file.ts'
import { bindingOf, slotPort } from '../../bench/ports/slot-port.ts'
import { openPort } from '../../bench/serial/open-port.ts'
import type { SlotSource } from '../../bench/station/station-dependencies.ts'
import { systemTimers } from '../../bench/timers.ts'
import { UsageError } from '../command.ts'

export interface StationSlots {
  sources: SlotSource[]
  /** Remembers the USB socket of a slot that was named by its port, now that a modem has answered there. */
  onProven(slot: number): void
}

const parse = (text: string): { slot: number; port: string } => {
  const [, number = '', port = ''] = /^(\d{1,3})=(.+)$/.exec(text) ?? []
  const slot = Number(number)
  if (slot < 1 || port === '') throw new UsageError(`--slot "${text}" is not N=PORT, such as 1=/dev/ttyACM0 or 2=COM12`)
  return { slot, port }
}

const boardsFound = async (list: () => Promise<FoundPort[]>): Promise<string> => {
  const found = (await list().catch(() => [])).filter(({ isLikelyAt }) => isLikelyAt)
  return found.length === 0
    ? 'No board is connected.'
    : `Connected now: ${found.map(({ path, board }) => `${path} (${board})`).join(', ')}.`
}

/** The slots of this bench: those named with --slot, else those it was taught. Throws `UsageError` when there are none. */
export const stationSlots = async (named: readonly string[], file?: string): Promise<StationSlots> => {
  const list = portCache(listPorts, systemTimers.now)
  const given = named.map(parse)
  const twice = given.find(({ slot }, i) => given.findIndex((other) => other.slot === slot) !== i)
  if (twice) throw new UsageError(`slot ${twice.slot} is named twice`)
  if (given.length > 0)
    return {
      sources: given.map(({ slot, port }) => ({ slot, port, open: () => openPort(port) })),
      onProven(slot) {
        const port = given.find((each) => each.slot === slot)?.port
        if (port === undefined || port.startsWith('tcp://')) return
        // A system that cannot say where a port hangs has nothing to remember.
        void list()
          .then((ports) => bindingOf(slot, port, ports))
          .then((binding) => binding && teachSlot(binding, file))
          .catch(() => {})
      },
    }
  const taught = await readSlots(file)
  if (taught.length === 0)
    throw new UsageError(
      `This bench knows no slots yet. Name each once with --slot N=PORT; it is then found again by its USB socket. ${await boardsFound(list)}`,
    )
  return {
    sources: taught.map((binding) => ({
      slot: binding.slot,
      port: `slot ${binding.slot}`,
      open: async () => openPort(slotPort(binding, await list())),
    })),
    onProven: () => {},
  }
}
