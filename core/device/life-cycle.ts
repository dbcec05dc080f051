/** The states of a device's row (DESIGN: life of a device). */
export const deviceStates = [
  'reserved',
  'minted',
  'confirming',
  'confirmed',
  'registered',
  'suspended',
  'revoked',
  'scrapped',
  'released',
] as const
export type DeviceState = (typeof deviceStates)[number]

export type Actor = 'station' | 'rework-station' | 'ops' | 'device' | 'sweep'

interface Change {
  from: readonly DeviceState[]
  /** `before` is the state that the row kept when it was suspended. */
  to: DeviceState | 'before'
  by: readonly Actor[]
}

const alive = ['reserved', 'minted', 'confirming', 'confirmed', 'registered'] as const

/** Which change is allowed, from which state, by whom: the one table that every use-case asks. */
export const lifeCycle = {
  /** A unit of the order is spent on a device that is new, was given back, or is named by the order after scrapping. */
  reserve: { from: ['released', 'scrapped'], to: 'reserved', by: ['station'] },
  record: { from: ['reserved'], to: 'minted', by: ['station'] },
  /** Another key before the device was proven: the same unit, a raised generation. */
  rekey: { from: ['reserved', 'minted', 'confirming'], to: 'reserved', by: ['station'] },
  /** Another key for a device that was proven before. */
  rework: { from: ['confirmed', 'registered'], to: 'reserved', by: ['rework-station', 'ops'] },
  prove: { from: ['minted', 'confirming'], to: 'confirming', by: ['station'] },
  confirm: { from: ['confirming'], to: 'confirmed', by: ['station'] },
  /** A device that connects before its confirmation arrived is what it says it is: only its modem holds the key. */
  register: { from: ['minted', 'confirming', 'confirmed'], to: 'registered', by: ['device'] },
  release: { from: ['reserved', 'minted'], to: 'released', by: ['sweep'] },
  suspend: { from: alive, to: 'suspended', by: ['ops'] },
  resume: { from: ['suspended'], to: 'before', by: ['ops'] },
  revoke: { from: [...alive, 'suspended'], to: 'revoked', by: ['ops'] },
  scrap: { from: [...alive, 'suspended', 'revoked'], to: 'scrapped', by: ['ops', 'rework-station'] },
} as const satisfies Record<string, Change>

export type LifeCycleChange = keyof typeof lifeCycle

export const isAllowed = (change: LifeCycleChange, from: DeviceState, by: Actor): boolean => {
  const row: Change = lifeCycle[change]
  return row.from.includes(from) && row.by.includes(by)
}
