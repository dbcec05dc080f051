import { createHash } from 'node:crypto'
import { refuseUnknownMembers } from '../../protocols/refuse-unknown-members.ts'
import { type CapacityDetail, consumedCapacity } from '../capacity.ts'
import { commit } from '../commit.ts'
import type { Engine, Operation } from '../engine.ts'
import { invalid } from '../errors.ts'
import type { Target } from '../items/plan.ts'
import { itemReadCapacity } from '../items/read-capacity.ts'
import { itemSize } from '../items/size.ts'
import type { Item } from '../items/value.ts'
import { writeCapacity } from '../items/write-capacity.ts'
import { parseAction, type TransactionAction } from '../transactions/actions.ts'
import { allOrCancel } from '../transactions/cancel.ts'
import { checkCount, checkDistinct } from '../transactions/limits.ts'

interface Input {
  TransactItems?: object[]
  ClientRequestToken?: string
  ReturnConsumedCapacity?: CapacityDetail
}

/** The aggregate size of the items in one transaction. Source: API Reference, "TransactWriteItems". */
const MAX_BYTES = 4 * 1024 * 1024

export const transactWriteItems: Operation = (engine) => async (given) => {
  refuseUnknownMembers('DynamoDB, in transactWriteItems', given, [
    'TransactItems',
    'ClientRequestToken',
    'ReturnConsumedCapacity',
  ])
  const { TransactItems, ClientRequestToken: token, ReturnConsumedCapacity: detail }: Input = given
  const elements = checkCount(TransactItems)
  if (token !== undefined && (token.length < 1 || token.length > 36))
    throw invalid(`ClientRequestToken must have 1 to 36 characters, not ${token.length}`)
  const digest = createHash('sha256').update(JSON.stringify(elements)).digest('base64')
  const actions = elements.map(parseAction)
  return engine.serialise(async () => {
    const now = engine.clock()
    if (token !== undefined && engine.tokens.isRepeat(token, digest, now)) {
      const reads = await Promise.all(actions.map((action) => target(engine, action)))
      const capacities = reads.map((read) => itemReadCapacity(read.table.TableName, read.before, 'transaction'))
      return { ConsumedCapacity: consumedCapacity(detail, capacities, true) }
    }
    checkDistinct(actions, (action) => `${action.table}~${action.locate(engine.tables.shape(action.table))}`)
    // Keys that fit no table cancel before any condition is looked at.
    await allOrCancel(actions, (action) => action.locate(engine.tables.shape(action.table)))
    const plans = await allOrCancel(actions, async (action) => action.plan(await target(engine, action)))
    const changes = plans.map((plan) => plan.change)
    if (changes.reduce((bytes, { before, after }) => bytes + Math.max(size(before), size(after)), 0) > MAX_BYTES)
      throw invalid('The aggregate size of the items in the transaction exceeds 4 MB')
    await commit(engine, changes, { more: token === undefined ? [] : engine.tokens.writes(token, digest, now) })
    if (token !== undefined) engine.tokens.remember(token, digest, now)
    const capacities = changes.map((change) => writeCapacity(change, true))
    return { ConsumedCapacity: consumedCapacity(detail, capacities, true) }
  })
}

const target = async (engine: Engine, action: TransactionAction): Promise<Target> => {
  const table = engine.tables.shape(action.table)
  const key = action.locate(table)
  return { table, key, before: await engine.storage.item(table.TableName, key) }
}

const size = (item: Item | undefined) => (item === undefined ? 0 : itemSize(item))
