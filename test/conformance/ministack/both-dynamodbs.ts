import { openDb, registry } from '../../local/dynamodb/registry.ts'
import { serve } from '../../local/support/serve.ts'
import { type Endpoint, endpointAt } from './dynamodb-endpoint.ts'
import { startMiniStack } from './start-ministack.ts'

export interface BothDynamoDbs extends AsyncDisposable {
  ours: Endpoint
  theirs: Endpoint
  /** Gives both an empty registry table. */
  freshTable(): Promise<void>
}

/** The local DynamoDB and MiniStack's, over the wire. */
export const startBoth = async (): Promise<BothDynamoDbs> => {
  const stack = new AsyncDisposableStack()
  const db = stack.adopt(await openDb(), (opened) => opened.close())
  const ours = endpointAt(stack.use(await serve(db)).client.endpoint)
  const theirs = endpointAt(stack.use(await startMiniStack({ services: 'dynamodb' })).url)
  return {
    ours,
    theirs,
    freshTable: async () => {
      const {
        TimeToLiveSpecification: _,
        PointInTimeRecoverySpecification: __,
        DeletionProtectionEnabled: ___,
        ...create
      } = registry
      for (const { send, consumed } of [ours, theirs]) {
        await send('DeleteTable', { TableName: 'registry' }).catch(() => undefined)
        await send('CreateTable', create)
        consumed()
      }
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  }
}
