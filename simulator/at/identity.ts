import { buildUuid } from '../modem-state.ts'
import { partOf } from '../part.ts'
import { type CommandHandler, done, fail, incorrectParameters } from './command-family.ts'

const softwareVersion = '01'

/** `+CGSN`: the IMEI, bare or with a prefix; 2 is the IMEISV (software version instead of check digit), 3 that version alone. */
export const cgsn: CommandHandler = ({ form, args }, { state }) => {
  if (form === 'execute') return done(state.imei)
  if (form === 'test') return done('+CGSN: (0-3)')
  if (form !== 'set') return undefined
  const answers: Readonly<Record<string, string>> = {
    0: state.imei,
    1: `+CGSN: "${state.imei}"`,
    2: `+CGSN: "${state.imei.slice(0, 14)}${softwareVersion}"`,
    3: `+CGSN: "${softwareVersion}"`,
  }
  const answer = answers[args[0] ?? '']
  return answer === undefined ? fail(incorrectParameters) : done(answer)
}

/** `+CGMR`, `+CGMM`, `+CGMI`: bare lines without prefix; asked with `?` they are errors. */
export const cgmr: CommandHandler = ({ form }, { state }) => (form === 'execute' ? done(state.firmware) : undefined)

export const cgmm: CommandHandler = ({ form }, { facts }) =>
  form === 'execute' ? done(partOf(facts.firmware).model) : undefined

export const cgmi: CommandHandler = ({ form }) => (form === 'execute' ? done('Nordic Semiconductor ASA') : undefined)

export const hwversion: CommandHandler = ({ form }, { facts, behaviour }) =>
  form === 'execute' ? done(`%HWVERSION: ${behaviour.hardware ?? partOf(facts.firmware).hardware}`) : undefined

export const shortswver: CommandHandler = ({ form }, { state }) =>
  form === 'execute' ? done(`%SHORTSWVER: ${state.firmware.replace(/^mfw[-_]/, '')}`) : undefined

/** The UUID of the firmware build. */
export const xmodemuuid: CommandHandler = ({ form }, { state }) =>
  form === 'execute' ? done(`%XMODEMUUID: ${buildUuid(state.firmware)}`) : undefined

/** The UUID of this SiP; a command of its own only from the nRF91x1 on. */
export const deviceuuid: CommandHandler = ({ form }, { state, facts }) =>
  form === 'execute' && facts.deviceUuidCommand.value ? done(`%DEVICEUUID: ${state.deviceUuid}`) : undefined
