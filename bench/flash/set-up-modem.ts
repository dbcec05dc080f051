import { at } from '../../core/modem/at-command.ts'
import { meanwhile } from './meanwhile.ts'
import { tellModem } from './tell-modem.ts'
import type { UnitRun } from './unit-run.ts'

/**
 * Numeric errors, and the radio off: with it on, credentials cannot be changed (nrf91-modem.md 2.2, error 518). What is
 * to be on the disk before that is written while the modem is told what changes nothing on it.
 */
export const setUpModem = async (
  run: Pick<UnitRun, 'session' | 'begin'>,
  securityTag: number,
  note: () => Promise<void> = async () => {},
): Promise<void> => {
  run.begin('prepare', { securityTag })
  await meanwhile(tellModem(run.session, at.numericErrors(), { tries: 2 }), note())
  await tellModem(run.session, at.setFunctionalMode(4), { tries: 2 })
}
