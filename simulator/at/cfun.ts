import { isRegistered, startSearch } from '../network.ts'
import {
  type CommandContext,
  type CommandHandler,
  done,
  fail,
  incorrectParameters,
  simFailure,
} from './command-family.ts'
import { numberOf } from './parse-command.ts'

const modes = [0, 1, 4, 20, 21, 30, 31, 40, 41, 44]
const lteOn = [1, 21]
const lteOff = [0, 4, 20, 44]

/** `+CFUN`: the functional mode. 0 writes the network history to flash and drops subscriptions, 4 does not (nrf91-modem.md 2.7). */
export const cfun: CommandHandler = ({ form, args }, context) => {
  const { session } = context.state
  const known = context.facts.receiveOnlyMode.value ? [...modes, 2].sort((a, b) => a - b) : modes
  if (form === 'read') return done(`+CFUN: ${session.functionalMode}`)
  if (form === 'test') return done(`+CFUN: (${known.join(',')})`)
  if (form !== 'set') return undefined
  const mode = numberOf(args[0])
  if (mode === undefined || !known.includes(mode)) return fail(incorrectParameters)
  if (mode === 1 && context.behaviour.simFailure) return fail(simFailure)
  change(mode, context)
  return done()
}

function change(mode: number, context: CommandContext): void {
  const { state } = context
  if (mode === 0) {
    state.networkHistory ||= isRegistered(context)
    state.session.registrationReports = 0
  }
  // GNSS and UICC switches (30 to 41) leave the LTE side as it is.
  if (mode >= 30 && mode <= 41) return
  state.session.functionalMode = mode
  if (lteOff.includes(mode)) delete state.session.searchingSince
  if (lteOn.includes(mode) && state.session.searchingSince === undefined) startSearch(context)
}
