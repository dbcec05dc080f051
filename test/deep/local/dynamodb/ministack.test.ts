import { startBoth } from '../../../conformance/ministack/both-dynamodbs.ts'
import { compareRandomOperations } from '../../../conformance/ministack/random-operations.ts'
import { missingMiniStack } from '../../../conformance/ministack/start-ministack.ts'
import { describePeer } from '../../../conformance/support/peer.ts'

/** Other counts and seeds: DYNAMODB_OPERATIONS, DYNAMODB_SEED. */
const count = Number(process.env.DYNAMODB_OPERATIONS ?? 20_000)
const seed = Number(process.env.DYNAMODB_SEED ?? 20260802)

describePeer('MiniStack × dynamodb differential', missingMiniStack(), () => {
  test(`${count} random operations (seed ${seed}) answer and cost as on MiniStack`, async () => {
    await using both = await startBoth()
    await compareRandomOperations(both, count, seed)
  }, 1_800_000)
})
