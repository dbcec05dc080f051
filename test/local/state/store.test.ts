import { openStore } from '../../../local/state/store.ts'

test('an atomic group of writes is undone as a whole when it fails', () => {
  const store = openStore()
  const things = store.collection<{ n: number }>('things')
  things.put('a', { n: 1 })
  expect(() =>
    store.atomically(() => {
      things.put('a', { n: 2 })
      throw new Error('midway')
    }),
  ).toThrow('midway')
  expect(things.get('a')).toEqual({ n: 1 })
  expect(things.entries('b')).toEqual([])
  store.close()
})
