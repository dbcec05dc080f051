import fc from 'fast-check'
import { operation } from '../../local/dynamodb/model/arbitrary.ts'
import { normal } from '../../local/dynamodb/model/normal.ts'
import type { Operation } from '../../local/dynamodb/model/operation.ts'
import { comparable, run, type Send } from '../../local/dynamodb/model/run.ts'
import { avoidGaps } from './avoid-gaps.ts'
import type { BothDynamoDbs } from './both-dynamodbs.ts'

/** Operations on one table before it is made anew. */
const sequenceLength = 40

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

/**
 * Sends the same random operations to both, and expects the same answers at the same cost. A failure names the seed
 * and the shortest sequence that shows it.
 */
export const compareRandomOperations = async (both: BothDynamoDbs, count: number, seed: number): Promise<void> => {
  const { ours, theirs, freshTable } = both
  // MiniStack's clock cannot be moved, so nobody waits.
  const timeless = operation.filter(({ does }) => does !== 'wait')
  const sequence = fc.array(timeless, { minLength: sequenceLength, maxLength: sequenceLength })
  let tables = 0
  await fc.assert(
    fc.asyncProperty(sequence, async (all) => {
      tables += 1
      await freshTable()
      for (const given of all) {
        const one = withToken(avoidGaps(given), tables)
        const [mine, other] = [await run(measured(ours.send, one), one), await run(measured(theirs.send, one), one)]
        expect(comparable(mine, one)).toEqual(comparable(other, one))
        expect(sums(ours.consumed(), one)).toEqual(sums(theirs.consumed(), one))
      }
    }),
    { numRuns: Math.ceil(count / sequenceLength), seed },
  )
}
