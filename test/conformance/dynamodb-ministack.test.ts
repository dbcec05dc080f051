import fc from 'fast-check'
import { operation } from '../local/dynamodb/model/arbitrary.ts'
import { normal } from '../local/dynamodb/model/normal.ts'
import type { Operation } from '../local/dynamodb/model/operation.ts'
import { comparable, run, type Send } from '../local/dynamodb/model/run.ts'
import { openDb, registry } from '../local/dynamodb/registry.ts'
import { serve } from '../local/support/serve.ts'
import { avoidGaps } from './ministack/avoid-gaps.ts'
import { conditions, document, projections, updates, valuesIn } from './ministack/dynamodb-documents.ts'
import { type Endpoint, endpointAt } from './ministack/dynamodb-endpoint.ts'
import { gaps, outcomeOf } from './ministack/dynamodb-gaps.ts'
import { limits } from './ministack/dynamodb-limits.ts'
import { missingMiniStack, startMiniStack } from './ministack/start-ministack.ts'
import { describePeer } from './support/peer.ts'

const count = Number(process.env.DYNAMODB_OPERATIONS ?? 1000)
const seed = Number(process.env.DYNAMODB_SEED ?? 20260801)
const average = 40

let ours: Endpoint
let theirs: Endpoint
const stack = new AsyncDisposableStack()

const start = async () => {
  const db = stack.adopt(await openDb(), (opened) => opened.close())
  ours = endpointAt(stack.use(await serve(db)).client.endpoint)
  theirs = endpointAt(stack.use(await startMiniStack({ services: 'dynamodb' })).url)
}

const freshTable = async () => {
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
}

/** Tokens outlive tables, so each sequence has its own. */
const withToken = (one: Operation, sequence: number): Operation =>
  one.does === 'transact' && one.token !== undefined ? { ...one, token: `${one.token}-${sequence}` } : one

/** BatchGetItem of MiniStack tells no capacity; of a transaction it tells other parts than AWS's documents, but the same sum. */
const capacityDetail = (one: Operation): 'INDEXES' | 'TOTAL' | 'NONE' => {
  if (one.does === 'batchGet') return 'NONE'
  return one.does === 'transact' || one.does === 'transactGet' ? 'TOTAL' : 'INDEXES'
}

const measured =
  (send: Send, one: Operation): Send =>
  (name, input) =>
    send(name, { ...input, ReturnConsumedCapacity: capacityDetail(one) })

const sums = (consumed: unknown[], one: Operation): unknown =>
  capacityDetail(one) === 'TOTAL'
    ? consumed.map((perTable) => (perTable as { CapacityUnits: number }[] | undefined)?.map((of) => of.CapacityUnits))
    : normal(consumed)

const { pk, sk } = document
const onDocument: [string, string, object][] = [
  ...updates.map((text): [string, string, object] => [
    text,
    'UpdateItem',
    { UpdateExpression: text, ...valuesIn(text), ReturnValues: 'ALL_NEW' },
  ]),
  ...updates
    .filter((text) => !text.includes('['))
    .flatMap((text) =>
      ['UPDATED_OLD', 'UPDATED_NEW'].map((ReturnValues): [string, string, object] => [
        `${ReturnValues} of ${text}`,
        'UpdateItem',
        { UpdateExpression: text, ...valuesIn(text), ReturnValues },
      ]),
    ),
  ...conditions.map((text): [string, string, object] => [
    text,
    'DeleteItem',
    { ConditionExpression: text, ...valuesIn(text) },
  ]),
  ...projections.map((text): [string, string, object] => [text, 'GetItem', { ProjectionExpression: text }]),
]

describePeer('MiniStack × dynamodb differential', missingMiniStack(), () => {
  beforeAll(start)
  afterAll(() => stack.disposeAsync())

  test(`about ${count} random operations (seed ${seed}) answer and cost as on MiniStack`, async () => {
    let sequence = 0
    const operations = fc.array(operation, { minLength: 1, maxLength: 2 * average, size: 'max' })
    await fc.assert(
      fc.asyncProperty(operations, async (all) => {
        sequence += 1
        await freshTable()
        // MiniStack's clock cannot be moved, so nobody waits.
        for (const given of all.filter(({ does }) => does !== 'wait')) {
          const one = withToken(avoidGaps(given), sequence)
          const [mine, other] = [await run(measured(ours.send, one), one), await run(measured(theirs.send, one), one)]
          expect(comparable(mine, one)).toEqual(comparable(other, one))
          expect(sums(ours.consumed(), one)).toEqual(sums(theirs.consumed(), one))
        }
      }),
      { numRuns: Math.ceil(count / average), seed },
    )
  }, 1_800_000)

  test.each(limits)('at the limit: %s', async (_, name, input) => {
    await freshTable()
    const outcome = ({ send }: Endpoint) =>
      send(name, input).then(
        () => 'ok',
        (error: { name: string; details?: { CancellationReasons?: { Code: string }[] } }) =>
          [error.name, ...(error.details?.CancellationReasons ?? []).map(({ Code }) => Code)].join(' '),
      )
    expect(await outcome(ours)).toBe(await outcome(theirs))
  })

  test.each(onDocument)('on a document: %s', async (_, name, input) => {
    await freshTable()
    const outcome = async ({ send }: Endpoint) => {
      await send('PutItem', { TableName: 'registry', Item: document })
      return send(name, { TableName: 'registry', Key: { pk, sk }, ...input }).then(normal, (error: Error) => error.name)
    }
    expect(await outcome(ours)).toEqual(await outcome(theirs))
  })

  test.each(gaps)('known gap: $name', async (gap) => {
    await freshTable()
    expect([await outcomeOf(ours, gap), await outcomeOf(theirs, gap)]).toEqual([gap.ours, gap.theirs])
  })
})
