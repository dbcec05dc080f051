import { fail } from '../failures/failure.ts'
import type { FoundPort } from './list-ports.ts'
import type { SlotBinding } from './slot-file.ts'

/** The name under which the port of a slot goes today. Throws `port-not-found` while nothing is plugged in there. */
export const slotPort = ({ slot, location, index }: SlotBinding, ports: readonly FoundPort[]): string => {
  const found = ports.find((port) => port.location === location && port.index === index)
  if (!found) throw fail('port-not-found', { port: `slot ${slot} (${location})` })
  return found.path
}

/** What a slot must be bound to so that it is found again; undefined where the system does not say where a port hangs. */
export const bindingOf = (slot: number, path: string, ports: readonly FoundPort[]): SlotBinding | undefined => {
  const found = ports.find((port) => port.path.toUpperCase() === path.toUpperCase())
  return found?.location === undefined ? undefined : { slot, location: found.location, index: found.index }
}
