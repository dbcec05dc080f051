import type { RecheckAnswer } from '../../core/api/devices.ts'
import { renderDevice } from './device.ts'

const connectionSentence = (connection: RecheckAnswer['connection']): string => {
  if (connection === undefined)
    return 'AWS IoT remembers no connection, which it does for half an hour after the last one'
  const { connected, since, disconnectReason } = connection
  if (connected) return `connected${since === undefined ? '' : ` since ${since}`}`
  return `not connected${disconnectReason === undefined ? '' : `; its last session ended with ${disconnectReason}`}`
}

/** What AWS IoT says of a device, against its row. */
export const renderRecheck = ({ device, registered, connection, certificate, says }: RecheckAnswer): string =>
  [
    renderDevice(device),
    connectionSentence(connection),
    ...(certificate === undefined ? [] : [`its certificate is ${certificate.status}`]),
    ...(registered ? ['registered now: its first connect had been missed'] : []),
    ...says,
  ].join('\n')
