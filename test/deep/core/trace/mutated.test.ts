import { captureCorpus, fuzzCaptures } from '../../../support/capture/fuzz-captures.ts'

/** Another count or another part of the seeds: MINTMARK_FUZZ_COUNT, MINTMARK_FUZZ_SEED. */
const count = Number(process.env.MINTMARK_FUZZ_COUNT ?? 100_000)
const seed = Number(process.env.MINTMARK_FUZZ_SEED ?? 1_000_000)

test(`${count} mutated captures: each is judged, none crashes, hangs or sends control codes`, async () => {
  expect(fuzzCaptures(await captureCorpus(), count, seed)).toEqual([])
}, 3_600_000)
