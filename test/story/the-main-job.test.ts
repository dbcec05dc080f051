import { runDemo } from '../../scripts/demo/run-demo.ts'

test('an order of four ends with four registered devices, and the story replays as it was', async () => {
  const lines: string[] = []
  const report = await runDemo({
    devices: 4,
    signal: new AbortController().signal,
    progress: (line) => lines.push(line),
    now: () => performance.now(),
  })
  expect(report.counts).toEqual({ ordered: 4, minted: 4, confirmed: 4, registered: 4, failed: 0 })
  expect(report.devices.map(({ firmware, keySource, proof }) => [firmware, keySource, proof])).toEqual([
    ['mfw_nrf9160_1.2.0', 'station', 'presence'],
    ['mfw_nrf9160_1.2.3', 'cloud', 'presence'],
    ['mfw_nrf9160_1.3.7', 'modem', 'digest'],
    ['mfw_nrf91x1_2.0.4', 'modem', 'digest'],
  ])
  expect(
    report.story?.devices.map(({ measured, predicted }) => [measured.sni !== null, measured.outcome, predicted]),
  ).toEqual([
    [false, 'connected', 'connects-by-accident'],
    [true, 'closed-after-connect', 'closed-after-connect'],
  ])
  expect(report.story).toMatchObject({ isAsThen: true })
  expect(lines.filter((line) => line.includes('confirmed'))).toHaveLength(4)
}, 120_000)

test('called off in the middle, it ends at once and leaves nothing behind', async () => {
  const stop = new AbortController()
  const run = runDemo({
    devices: 4,
    signal: stop.signal,
    progress: (line) => {
      if (line === 'flash and prove') stop.abort(new Error('called off'))
    },
    now: () => performance.now(),
  })
  await expect(run).rejects.toThrow('called off')
}, 120_000)
