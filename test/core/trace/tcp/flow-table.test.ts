import { FlowTable, flowState } from '../../../../core/trace/tcp/flow-table.ts'
import { addressBytes } from '../../../support/capture/packets.ts'

const find = (table: FlowTable, from: string, fromPort: number, to: string, toPort: number, time = 0) => {
  const bytes = Buffer.concat([addressBytes(from), addressBytes(to)])
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  return table.find(view, 0, bytes.length / 2, bytes.length / 2, ((fromPort << 16) | toPort) >>> 0, time)
}
const mark = (table: FlowTable, flow: number) => {
  table.state[flow] = (table.state[flow] ?? 0) | flowState.done
}

test('both directions of a connection are one flow', () => {
  const table = new FlowTable(1, 1000, () => {})
  const there = find(table, '10.0.0.1', 50_000, '10.0.0.2', 8883)
  const away = table.reversed
  const back = find(table, '10.0.0.2', 8883, '10.0.0.1', 50_000)
  expect(back).toBe(there)
  expect(table.reversed).toBe(1 - away)
  expect(table.size).toBe(1)
})

test('equal ports are told apart by address, both ways', () => {
  const table = new FlowTable(1, 1000, () => {})
  const flow = find(table, '10.0.0.1', 8883, '10.0.0.2', 8883)
  const away = table.reversed
  expect(find(table, '10.0.0.2', 8883, '10.0.0.1', 8883)).toBe(flow)
  expect(table.reversed).toBe(1 - away)
})

test('tells the two ends of a flow', () => {
  const table = new FlowTable(1, 1000, () => {})
  const four = find(table, '10.0.0.1', 50_000, '10.0.0.2', 8883)
  const six = find(table, '2001:db8::1', 50_000, '2001:db8::2', 8883)
  const sorted = (flow: number) =>
    table
      .ends(flow)
      .map(({ address, port }) => `${address} ${port}`)
      .sort()
  expect(sorted(four)).toEqual(['10.0.0.1 50000', '10.0.0.2 8883'])
  expect(sorted(six)).toEqual(['2001:db8::1 50000', '2001:db8::2 8883'])
})

test('20,000 flows stay apart while the table grows, whatever the seed', () => {
  for (const seed of [0, 1, 0xffffffff]) {
    const table = new FlowTable(seed, 1 << 17, () => {})
    const address = (n: number) => `10.${n >> 16}.${(n >> 8) & 255}.${n & 255}`
    let wrong = 0
    for (let n = 0; n < 20_000; n += 1)
      if (find(table, address(n), 1024 + (n % 7), '192.168.0.1', 8883) !== n) wrong += 1
    for (let n = 19_999; n >= 0; n -= 7)
      if (find(table, address(n), 1024 + (n % 7), '192.168.0.1', 8883) !== n) wrong += 1
    expect(wrong).toBe(0)
    expect(table.created).toBe(20_000)
  }
})

test('when it is full, a flow that is done or was not used for longest makes room', () => {
  const evicted: number[] = []
  const table = new FlowTable(1, 4, (flow) => evicted.push(flow))
  const flows = [1, 2, 3, 4].map((n) => find(table, `10.0.0.${n}`, 50_000, '10.0.1.1', 8883))
  mark(table, flows[2] ?? -1)
  find(table, '10.0.0.9', 50_000, '10.0.1.1', 8883)
  expect(evicted).toEqual([flows[2]])
  for (let n = 10; n < 100; n += 1) {
    find(table, '10.0.0.1', 50_000, '10.0.1.1', 8883)
    find(table, `10.0.0.${n}`, 50_000, '10.0.1.1', 8883)
  }
  expect(find(table, '10.0.0.1', 50_000, '10.0.1.1', 8883)).toBe(flows[0])
  expect(evicted).not.toContain(flows[0])
  expect(table.size).toBe(4)
})
