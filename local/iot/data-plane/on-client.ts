import type { IotContext } from '../context.ts'
import { iotDataError } from '../errors.ts'

/** The IAM check of an operation on one client (reference 2.10). */
export const onClient =
  (action: string) =>
  ({ clientId }: { clientId: string }, { arn }: IotContext) => [{ action, resource: arn.client(clientId) }]

/** The live session of a client; AWS answers 404 when there is none. Client IDs that begin with `$` are refused (DG mqtt). */
export const findSession = ({ sessions }: IotContext, clientId: string) => {
  if (clientId.startsWith('$'))
    throw iotDataError('InvalidRequestException', `The client ID ${clientId} begins with "$"`)
  const session = sessions.get(clientId)
  if (session === undefined) throw iotDataError('ResourceNotFoundException', `The client ${clientId} is not connected`)
  return session
}
