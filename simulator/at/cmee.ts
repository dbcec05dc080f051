import { type CommandHandler, done, fail, incorrectParameters } from './command-family.ts'

/** `+CMEE`: numeric error codes instead of a bare ERROR. Mode 2 is refused, as 2021 firmware does. */
export const cmee: CommandHandler = ({ form, args }, { state }) => {
  if (form === 'read') return done(`+CMEE: ${state.session.errorCodes ? 1 : 0}`)
  if (form === 'test') return done('+CMEE: (0,1)')
  if (form !== 'set') return undefined
  if (args[0] !== '0' && args[0] !== '1') return fail(incorrectParameters)
  state.session.errorCodes = args[0] === '1'
  return done()
}
