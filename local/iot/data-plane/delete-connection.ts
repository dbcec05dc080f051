import { operation } from '../operation.ts'
import { findSession, onClient } from './on-client.ts'

interface Input {
  clientId: string
  cleanSession?: boolean
  preventWillMessage?: boolean
}

/** Ends a connection at once. It keeps nobody from coming back: deactivate the certificate first (DG mqtt). */
export const deleteConnection = operation({
  authorizations: onClient('iot:DeleteConnection'),
  act: async ({ clientId, cleanSession, preventWillMessage }: Input, iot) => {
    const session = findSession(iot, clientId)
    iot.logs.write({
      eventType: 'DeleteConnection',
      logLevel: 'INFO',
      protocol: 'HTTP',
      clientId,
      principalId: session.certificateId,
      sourceIp: session.sourceIp,
      sourcePort: session.sourcePort,
    })
    await session.close('API_INITIATED_DISCONNECT', { cleanSession, preventWillMessage })
    return {}
  },
})
