import { sentence } from '../../../bench/station/sentences.ts'
import type { SlotState, StationEvent } from '../../../bench/station/station-event.ts'
import type { UnitRecord } from '../../../bench/station/unit-record.ts'
import { renderShift, renderStationEvent, type Terminal, terminalOf } from '../../../cli/render/station-event.ts'

const plain: Terminal = { steps: false, paint: (_, text) => text }
const terminal: Terminal = { steps: true, paint: (colour, text) => `<${colour}>${text}` }
const head = { seq: 1, at: '2026-11-22T06:00:00.000Z' }
const imei = '350457790005001'

const slotEvent = (slot: Partial<SlotState>): StationEvent => ({
  ...head,
  type: 'slot',
  slot: {
    slot: 3,
    port: 'COM7',
    colour: 'idle',
    params: {},
    sentence: sentence('put-in-unit', {}),
    since: head.at,
    ...slot,
  },
})
const unitEvent = (unit: Partial<UnitRecord>): StationEvent => ({
  ...head,
  type: 'unit',
  unit: {
    ...{ schema: 1, orderId: 'o1', at: head.at, slot: 3, imei, outcome: 'confirmed', colour: 'green' },
    ...{ sentence: sentence('done', { imei }), seconds: 12.34, ...unit },
  },
})
const lineEvent = (open: boolean): StationEvent => ({
  ...head,
  type: 'line',
  line: {
    open,
    state: open ? 'simulated' : 'closed',
    sentence: open ? sentence('line-simulated', {}) : sentence('line-needs-article', { units: imei }),
    at: head.at,
  },
})

test('on a terminal, every step is a line and the colour is painted beside its name', () => {
  const working = slotEvent({ colour: 'working', step: 'write', imei })
  expect(renderStationEvent(working, terminal)).toBe(`slot 3  ${imei}  write`)
  expect(renderStationEvent(unitEvent({}), terminal)).toBe(
    `slot 3  <green>GREEN  ${imei}  12.3 s  ${imei} is confirmed. Take it out.`,
  )
  expect(renderStationEvent(lineEvent(true), terminal)).toBe(
    'line  <green>OPEN  The line is open after a simulated article: it proves the cloud, and not the fixture. Run a golden unit as soon as one is at hand.',
  )
})

test('without one, only what came to an end, or waits for somebody', () => {
  expect(renderStationEvent(slotEvent({ colour: 'working', step: 'write', imei }), plain)).toBeUndefined()
  expect(renderStationEvent(slotEvent({}), plain)).toBe('slot 3  This slot is free. Put in a unit.')
  expect(renderStationEvent(unitEvent({ slot: undefined as never }), plain)).toMatch(/^left {2}GREEN/)
  expect(renderStationEvent(lineEvent(false), plain)).toBe(
    `line  CLOSED  The line is closed: no first article has passed in this shift. Put a golden unit into any slot (${imei}).`,
  )
})

test('a stream that is no terminal gets neither steps nor colours; a terminal gets colours if it has some', () => {
  const pipe = terminalOf({ isTTY: false } as NodeJS.WriteStream)
  expect([pipe.steps, pipe.paint('red', 'RED')]).toEqual([false, 'RED'])
  // A terminal without colours, and one under NO_COLOR, has a depth of one bit.
  const withDepth = (depth: number) =>
    terminalOf(Object.assign(Object.create(process.stdout), { isTTY: true, getColorDepth: () => depth }))
  expect(withDepth(8).paint('amber', 'AMBER')).toBe('\u001b[33mAMBER\u001b[39m')
  expect(withDepth(8).paint('working', 'x')).toBe('x')
  expect(withDepth(1).paint('amber', 'AMBER')).toBe('AMBER')
  expect(withDepth(1).steps).toBe(true)
})

test('the shift ends with yield, takt and the failures, the most frequent first with its fix', () => {
  const text = renderShift({
    ...{ units: 3, confirmed: 2, waiting: 1, yield: 2 / 3, firstPassYield: 1 / 3, taktSeconds: 20.5 },
    failures: [
      { code: 'modem-refused', params: {}, count: 2, says: '', fix: 'Look at the antenna.' },
      { code: 'port-lost', params: {}, count: 1, says: '', fix: 'Check the cable.' },
    ],
  })
  expect(text).toMatch(/^2 of 3 units confirmed, 1 wait for the cloud\n/)
  expect(text).toMatch(/yield +66\.7 %\n.*first pass +33\.3 %\n.*takt +20\.5 s\n/s)
  expect(text).toMatch(/2 x modem-refused: Look at the antenna\.\n1 x port-lost: Check the cable\.$/)
})
