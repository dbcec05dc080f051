import { type Entered, type Keys, noKeys, pressKey } from '../../../../bench/page/model/keys.ts'

/** Types each text with its own gap between keys, and a pause of a second before it. */
const type = (...parts: [text: readonly string[] | string, gapMs: number][]): { keys: Keys; entered: Entered[] } => {
  let [keys, at] = [noKeys, 0]
  const entered: Entered[] = []
  for (const [text, gapMs] of parts) {
    at += 1_000
    for (const key of text) {
      const after = pressKey(keys, key, at)
      keys = after.keys
      if (after.entered) entered.push(after.entered)
      at += gapMs
    }
  }
  return { keys, entered }
}

const scan = (text: string): [string[], number] => [[...text, 'Enter'], 8]

test('a scan is all that came with its Enter', () => {
  expect(type(scan('SN-004117')).entered).toEqual([{ lead: '', text: 'SN-004117', isScan: true }])
})

test('a number pressed before the scan is not part of it', () => {
  expect(type([['1', '2'], 200], scan('4117')).entered).toEqual([{ lead: '12', text: '4117', isScan: true }])
})

test('what a hand types counts as a whole, at any speed it can', () => {
  expect(type([[...'SN-1', 'Enter'], 120]).entered).toEqual([{ lead: '', text: 'SN-1', isScan: false }])
  expect(type([[...'S', 'Enter'], 20]).entered).toEqual([{ lead: '', text: 'S', isScan: false }])
})

test('a scan that stumbles is still one scan', () => {
  expect(type([[...'SN-00', ...'4117', 'Enter'], 8]).entered).toEqual([{ lead: '', text: 'SN-004117', isScan: true }])
  let keys = noKeys
  for (const [i, key] of [...'350457790000010'].entries()) ({ keys } = pressKey(keys, key, i * 8 + (i > 2 ? 90 : 0)))
  expect(pressKey(keys, 'Enter', 400).entered).toEqual({ lead: '', text: '350457790000010', isScan: false })
})

test('a number, a pause, and then a hand or a slow scanner: told apart, and not called a scan', () => {
  expect(type([['2'], 8], [[...'SN-5', 'Enter'], 90]).entered).toEqual([{ lead: '2', text: 'SN-5', isScan: false }])
})

test('Backspace takes a key back, Escape all of them, and Enter alone is an entry, too', () => {
  expect(type([['1', '2', 'Backspace'], 200]).keys.text).toBe('1')
  expect(type([['1', '2', 'Escape'], 200]).keys).toEqual(noKeys)
  expect(type([['Enter'], 200]).entered).toEqual([{ lead: '', text: '', isScan: false }])
})

test('two scans in a row are two entries', () => {
  expect(type(scan('AAA'), scan('BBB')).entered.map(({ text }) => text)).toEqual(['AAA', 'BBB'])
})
