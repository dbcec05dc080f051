import { fuzzAt } from '../../support/at-fuzz/fuzz-at.ts'
import { answerCorpus } from '../../support/at-fuzz/streams.ts'

test('2,000 random and mutated streams: no hang, no crash, no success without a whole final line', async () => {
  const { wrong, ended } = await fuzzAt(answerCorpus(), 2_000, 1)
  expect(wrong).toEqual([])
  // A fuzz in which nothing ever succeeds would find nothing.
  for (const how of ['ok', 'error', 'no-answer', 'modem-restarted', 'port-lost', 'entry', 'keygen', 'attestation'])
    expect([how, ended[how] ?? 0]).not.toEqual([how, 0])
})
