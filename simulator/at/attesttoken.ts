import { coseSign1, selfDescribedCbor } from '../keys/cose-sign1.ts'
import { buildUuid, identityKeyOf, uuidBytes } from '../modem-state.ts'
import { partOf } from '../part.ts'
import { type CommandHandler, done, fail, incorrectParameters } from './command-family.ts'

/** `%ATTESTTOKEN[="<32 hex digits>"]`: who this modem is, signed by it (nrf91-modem.md 3.2). */
export const attesttoken: CommandHandler = ({ form, args }, { state, facts, random }) => {
  if (!facts.attestToken.value || (form !== 'execute' && form !== 'set')) return undefined
  const [challenge] = args
  if (form === 'set' && !/^[0-9a-fA-F]{32}$/.test(challenge ?? '')) return fail(incorrectParameters)
  const nonce = challenge === undefined ? random(16) : Buffer.from(challenge, 'hex')
  const build = uuidBytes(buildUuid(state.firmware))
  const body = selfDescribedCbor([1, uuidBytes(state.deviceUuid), partOf(facts.firmware).deviceType, build, nonce])
  const cose = coseSign1(body, identityKeyOf(state), true)
  return done(`%ATTESTTOKEN: "${body.toString('base64url')}.${cose.toString('base64url')}"`)
}
