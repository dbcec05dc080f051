import type { IotContext } from '../context.ts'

type VersionContext = Pick<IotContext, 'tables' | 'clock' | 'switches'>

/** The number of a client's new connection: it grows, and starts again at 0 after about an hour offline (reference 6.1). */
export const nextVersionNumber = ({ tables, clock, switches }: VersionContext, clientId: string): number => {
  const row = tables.clients.get(clientId)
  const isReset =
    row === undefined || (row.offlineSince !== undefined && clock() - row.offlineSince >= switches.versionResetMs)
  const versionNumber = isReset ? 0 : row.versionNumber + 1
  tables.clients.put(clientId, { versionNumber })
  return versionNumber
}

/** Notes when a client went offline; not for a connection that a newer one of the same client replaced. */
export const noteOffline = (
  { tables, clock }: VersionContext,
  clientId: string,
  versionNumber: number,
  disconnectReason: string,
): void => {
  if (tables.clients.get(clientId)?.versionNumber === versionNumber)
    tables.clients.put(clientId, { versionNumber, offlineSince: clock(), disconnectReason })
}
