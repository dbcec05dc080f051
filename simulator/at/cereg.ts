import { registrationStatus } from '../network.ts'
import { type CommandHandler, done, fail, incorrectParameters } from './command-family.ts'
import { numberOf } from './parse-command.ts'

/** `+CEREG`: network registration, asked for and reported. */
export const cereg: CommandHandler = ({ form, args }, context) => {
  const { session } = context.state
  if (form === 'read') return done(`+CEREG: ${session.registrationReports},${registrationStatus(context)}`)
  if (form === 'test') return done('+CEREG: (0-5)')
  if (form !== 'set') return undefined
  const level = numberOf(args[0])
  if (level === undefined || level > 5) return fail(incorrectParameters)
  session.registrationReports = level
  return done()
}
