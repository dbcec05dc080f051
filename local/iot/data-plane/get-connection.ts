import { iotDataError } from '../errors.ts'
import { operation } from '../operation.ts'

interface Input {
  clientId: string
  includeSocketInformation?: boolean
}

/** Why a client went offline can be read for half an hour (SDK, GetConnectionResponse). */
const offlineMs = 30 * 60_000

export const getConnection = operation({
  authorizations: ({ clientId, includeSocketInformation = false }: Input, { arn }) => [
    {
      action: 'iot:GetConnection',
      resource: arn.client(clientId),
      context: { 'iot:IncludeSocketInformation': includeSocketInformation },
    },
  ],
  act: ({ clientId, includeSocketInformation = false }: Input, iot) => {
    const session = iot.sessions.get(clientId)
    if (session !== undefined)
      return {
        connected: true,
        clientId,
        thingName: session.thingName,
        cleanSession: session.cleanSession,
        keepAliveDuration: session.keepAlive,
        connectedSince: session.connectedAt,
        ...(includeSocketInformation && {
          sourceIp: session.sourceIp,
          sourcePort: session.sourcePort,
          targetIp: session.targetIp,
          targetPort: session.targetPort,
        }),
      }
    const { offlineSince, disconnectReason } = iot.tables.clients.get(clientId) ?? {}
    if (offlineSince === undefined || iot.clock() - offlineSince > offlineMs)
      throw iotDataError('ResourceNotFoundException', `The client ${clientId} has not been connected lately`)
    return { connected: false, clientId, disconnectedSince: offlineSince, disconnectReason }
  },
})
