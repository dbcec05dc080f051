import type { IotOperation } from '../operation.ts'
import { deleteConnection } from './delete-connection.ts'
import { getConnection } from './get-connection.ts'
import { listSubscriptions } from './list-subscriptions.ts'
import { publish } from './publish.ts'

/** The data-plane operations of the local IoT Core by AWS's names; shadows and retained messages are refused by name. */
export const dataOperations: Readonly<Record<string, IotOperation<never, object>>> = {
  DeleteConnection: deleteConnection,
  GetConnection: getConnection,
  ListSubscriptions: listSubscriptions,
  Publish: publish,
}
