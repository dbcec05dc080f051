import { at } from '../../core/modem/at-command.ts'
import { tellModem } from './tell-modem.ts'
import type { UnitRun } from './unit-run.ts'

/** Numeric errors, and the radio off: with it on, credentials cannot be changed (nrf91-modem.md 2.2, error 518). */
export const setUpModem = async (run: Pick<UnitRun, 'session' | 'begin'>, securityTag: number): Promise<void> => {
  run.begin('prepare', { securityTag })
  await tellModem(run.session, at.numericErrors(), { tries: 2 })
  await tellModem(run.session, at.setFunctionalMode(4), { tries: 2 })
}
