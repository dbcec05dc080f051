import type { MintedFacts } from './diagnosis-facts.ts'

/** When AWS IoT last had this device connected, ISO 8601; undefined if it never was seen. */
export const lastSeen = ({ device, connection, now }: MintedFacts): string | undefined => {
  const it = connection.read ? connection.value : undefined
  if (it?.isConnected) return new Date(now).toISOString()
  const times = [device.lastSeenAt, device.registeredAt, it?.since].filter((time) => time !== undefined)
  return times.toSorted().at(-1)
}

/** Whether it is connected at this moment. */
export const isConnected = ({ connection }: MintedFacts): boolean =>
  connection.read && connection.value?.isConnected === true
