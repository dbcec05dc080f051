import fc from 'fast-check'
import { Memory } from '../../../../core/trace/memory.ts'
import { ByteOrder } from '../../../../core/trace/tcp/byte-order.ts'

const collect = (memory = new Memory(1 << 20)) => {
  const out: (Buffer | number)[] = []
  const order = new ByteOrder(
    {
      bytes: (_from, buffer, start, end) => out.push(Buffer.from(buffer.subarray(start, end))),
      gap: (_from, length) => out.push(length),
    },
    0,
    memory,
  )
  return {
    order,
    out,
    text: () => out.map((part) => (typeof part === 'number' ? `<${part}>` : part.toString())).join(''),
  }
}
const send = (order: ByteOrder, sequence: number, text: string, missing = 0) =>
  order.segment(sequence, Buffer.from(text), 0, text.length, missing)

test('any cut, order, overlap and repetition of a stream gives the stream', () => {
  const stream = Buffer.from(Array.from({ length: 200 }, (_, n) => n))
  const piece = fc.tuple(fc.nat(199), fc.integer({ min: 1, max: 60 }))
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), fc.integer({ min: 0, max: 0xffffffff }), (pieces, base) => {
      const { order, out } = collect()
      order.begin(base)
      const cuts = Array.from({ length: 20 }, (_, n): [number, number] => [n * 10, 10])
      const shuffled = [...pieces, ...cuts].sort((a, b) => ((a[0] * 7919 + base) % 31) - ((b[0] * 7919 + base) % 31))
      for (const [at, length] of shuffled) order.segment((base + at) >>> 0, stream, at, Math.min(200, at + length), 0)
      order.end()
      expect(Buffer.concat(out.filter((part) => typeof part !== 'number'))).toEqual(stream)
      expect(out.filter((part) => typeof part === 'number')).toEqual([])
    }),
  )
})

test('the first copy of a byte counts, and what came twice is counted', () => {
  const { order, text } = collect()
  order.begin(0)
  send(order, 0, 'abc')
  send(order, 1, 'XYdef')
  send(order, 0, 'QQQQ')
  expect(text()).toBe('abcdef')
  expect(order.retransmitted).toBe(2 + 4)
})

test('a hole that stays is told as a gap when too much waits, or at the end', () => {
  const { order, text } = collect()
  order.begin(0)
  send(order, 10, 'later')
  expect(text()).toBe('')
  order.end()
  expect(text()).toBe('<10>later')

  const many = collect()
  many.order.begin(0)
  for (let n = 1; n <= 65; n += 1) send(many.order, n * 10, '0123456789')
  expect(many.text().startsWith('<10>0123456789')).toBe(true)
})

test('bytes the capture cut off are a gap', () => {
  const { order, text } = collect()
  order.begin(0)
  send(order, 0, 'ab', 3)
  send(order, 5, 'cd')
  expect(text()).toBe('ab<3>cd')
})

test('sequence numbers wrap', () => {
  const { order, text } = collect()
  order.begin(0xfffffffe)
  send(order, 1, 'def')
  send(order, 0xfffffffe, 'abc')
  expect(text()).toBe('abcdef')
  expect(order.early).toBe(1)
})

test('a segment from nowhere is ignored', () => {
  const { order, text } = collect()
  order.begin(0)
  send(order, 0x60000000, 'nonsense')
  send(order, 0, 'abc')
  order.end()
  expect(text()).toBe('abc')
})

test('when memory is used up nothing waits any more', () => {
  const { order, text } = collect(new Memory(0))
  order.begin(0)
  send(order, 4, 'ef')
  send(order, 0, 'abcd')
  send(order, 6, 'gh')
  expect(text()).toBe('<4>efgh')
})

test('memory that was taken is given back', () => {
  const memory = new Memory(5 * (256 + 2))
  for (let round = 0; round < 50; round += 1) {
    const { order, text } = collect(memory)
    order.begin(0)
    for (let n = 1; n <= 5; n += 1) send(order, 2 * n, 'ab')
    if (round % 2 === 0) send(order, 0, '..')
    order.end()
    expect(text()).toBe(round % 2 === 0 ? '..ababababab' : '<2>ababababab')
  }
})
