import { inParallel } from '../../../scripts/demo/in-parallel.ts'

test('all items are done, in order, and never more than allowed at once', async () => {
  let [running, most] = [0, 0]
  const items = Array.from({ length: 20 }, (_, index) => index)
  const answers = await inParallel(items, 4, async (item) => {
    running++
    most = Math.max(most, running)
    for (let i = 0; i < (item * 7) % 5; i++) await Promise.resolve()
    running--
    return item * 2
  })
  expect(answers).toEqual(items.map((item) => item * 2))
  expect(most).toBe(4)
})

test('one failure is the failure of all', async () => {
  await expect(
    inParallel([1, 2], 2, async (item) => (item === 2 ? Promise.reject(new Error('two')) : item)),
  ).rejects.toThrow('two')
  expect(await inParallel([], 4, async () => 1)).toEqual([])
})
