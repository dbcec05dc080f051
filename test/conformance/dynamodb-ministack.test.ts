import { normal } from '../local/dynamodb/model/normal.ts'
import { type BothDynamoDbs, startBoth } from './ministack/both-dynamodbs.ts'
import { conditions, document, projections, updates, valuesIn } from './ministack/dynamodb-documents.ts'
import type { Endpoint } from './ministack/dynamodb-endpoint.ts'
import { gaps, outcomeOf } from './ministack/dynamodb-gaps.ts'
import { limits } from './ministack/dynamodb-limits.ts'
import { compareRandomOperations } from './ministack/random-operations.ts'
import { missingMiniStack } from './ministack/start-ministack.ts'
import { describePeer } from './support/peer.ts'

const count = Number(process.env.DYNAMODB_OPERATIONS ?? 1000)
const seed = Number(process.env.DYNAMODB_SEED ?? 20260801)

let both: BothDynamoDbs
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
  beforeAll(async () => {
    both = await startBoth()
  })
  afterAll(() => both[Symbol.asyncDispose]())

  test(`${count} random operations (seed ${seed}) answer and cost as on MiniStack`, async () => {
    await compareRandomOperations(both, count, seed)
  }, 1_800_000)

  test.each(limits)('at the limit: %s', async (_, name, input) => {
    await both.freshTable()
    const outcome = ({ send }: Endpoint) =>
      send(name, input).then(
        () => 'ok',
        (error: { name: string; details?: { CancellationReasons?: { Code: string }[] } }) =>
          [error.name, ...(error.details?.CancellationReasons ?? []).map(({ Code }) => Code)].join(' '),
      )
    expect(await outcome(both.ours)).toBe(await outcome(both.theirs))
  })

  test.each(onDocument)('on a document: %s', async (_, name, input) => {
    await both.freshTable()
    const outcome = async ({ send }: Endpoint) => {
      await send('PutItem', { TableName: 'registry', Item: document })
      return send(name, { TableName: 'registry', Key: { pk, sk }, ...input }).then(normal, (error: Error) => error.name)
    }
    expect(await outcome(both.ours)).toEqual(await outcome(both.theirs))
  })

  test.each(gaps)('known gap: $name', async (gap) => {
    await both.freshTable()
    expect([await outcomeOf(both.ours, gap), await outcomeOf(both.theirs, gap)]).toEqual([gap.ours, gap.theirs])
  })
})
