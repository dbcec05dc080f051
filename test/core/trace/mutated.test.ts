import { captureCorpus, fuzzCaptures } from '../../support/capture/fuzz-captures.ts'

test('2,000 mutated captures: each is judged, none crashes, hangs or sends control codes', async () => {
  expect(fuzzCaptures(await captureCorpus(), 2000, 1)).toEqual([])
}, 120_000)
