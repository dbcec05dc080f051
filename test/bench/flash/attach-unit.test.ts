import { openAtSession } from '../../../bench/at/at-session.ts'
import { attachUnit } from '../../../bench/flash/attach-unit.ts'
import { systemTimers, type Timers } from '../../../bench/timers.ts'
import { createModem, type ModemOptions } from '../../../simulator/modem.ts'
import { portTo } from '../support/simulated-bench.ts'
import { quickTimers } from '../support/simulated-station.ts'

/** Asks quickly and waits patiently: on a busy computer the modem of a test answers late, too. */
const askingOften: Timers = { ...systemTimers, after: (ms, call) => systemTimers.after(ms === 500 ? 10 : ms, call) }

type Network = NonNullable<NonNullable<ModemOptions['behaviour']>['network']>

const attach = async (
  network: Network,
  more: Partial<ModemOptions> = {},
  timeoutMs = 200,
  timers: Timers = askingOften,
) => {
  const modem = createModem({ firmware: 'mfw_nrf9160_1.3.7', imei: '352656100367872', behaviour: { network }, ...more })
  const session = openAtSession({ timers })(portTo(modem))
  const began = timers.now()
  const outcome = await attachUnit(session, { timers, timeoutMs }).catch((error: unknown) => error)
  const took = timers.now() - began
  await session.close()
  return { modem, outcome, took }
}

const endsWithRadioOff = (modem: ReturnType<typeof createModem>) => {
  expect(
    modem
      .received()
      .filter((line) => line.startsWith('AT+CFUN'))
      .at(-1),
  ).toBe('AT+CFUN=0')
  expect(modem.state()).toMatchObject({ session: { functionalMode: 0 } })
}

test.each([1, 5] as const)('registered (status %i): the time it took, and the history is stored', async (status) => {
  const { modem, outcome, took } = await attach({ status, attachMs: 0, attachMsWithoutHistory: 60 }, {}, 5_000)
  expect(outcome).toBeGreaterThanOrEqual(50)
  expect(outcome).toBeLessThanOrEqual(Math.round(took))
  expect(modem.state()).toMatchObject({ networkHistory: true })
  endsWithRadioOff(modem)
})

test('a modem that searches for ever is given its time and no more, and the radio is off afterwards', async () => {
  const { modem, outcome } = await attach({ status: 1, attachMs: 1e9, attachMsWithoutHistory: 1e9 })
  expect(outcome).toMatchObject({ failure: { code: 'attach-timeout', params: { seconds: 0.2 } } })
  expect(modem.state()).toMatchObject({ networkHistory: false })
  endsWithRadioOff(modem)
})

test('denied, and a SIM that failed, need not wait for the time to pass', async () => {
  const denied = await attach({ status: 3, attachMs: 0, attachMsWithoutHistory: 0 }, {}, 3_600_000)
  expect(denied.outcome).toMatchObject({ failure: { code: 'attach-denied' } })
  endsWithRadioOff(denied.modem)
  const failed = await attach({ status: 90, attachMs: 0, attachMsWithoutHistory: 0 }, {}, 3_600_000)
  expect(failed.outcome).toMatchObject({ failure: { code: 'sim-failed' } })
  endsWithRadioOff(failed.modem)
})

test('a modem that falls silent while it searches is named, in bounded time', async () => {
  const { outcome } = await attach(
    { status: 1, attachMs: 1e9, attachMsWithoutHistory: 1e9 },
    { faults: [{ name: 'silent', command: /CEREG|CFUN=0/, times: 100 }] },
    60_000,
    quickTimers,
  )
  expect(outcome).toMatchObject({ failure: { code: 'no-answer' } })
})
