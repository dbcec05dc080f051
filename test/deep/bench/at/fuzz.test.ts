import { fuzzAt } from '../../../support/at-fuzz/fuzz-at.ts'
import { answerCorpus } from '../../../support/at-fuzz/streams.ts'

/** Another count or another part of the seeds: MINTMARK_FUZZ_COUNT, MINTMARK_FUZZ_SEED. */
const count = Number(process.env.MINTMARK_FUZZ_COUNT ?? 200_000)
const seed = Number(process.env.MINTMARK_FUZZ_SEED ?? 1_000_000)

test(`${count} random and mutated streams into the AT session and its parsers`, async () => {
  const began = performance.now()
  const { wrong, ended } = await fuzzAt(answerCorpus(), count, seed)
  const seconds = ((performance.now() - began) / 1000).toFixed(1)
  process.stdout.write(`${JSON.stringify({ count, seed, seconds, wrong: wrong.length, ended })}\n`)
  expect(wrong).toEqual([])
}, 3_600_000)
