import type { Repair } from './diagnosis.ts'
import type { MintedFacts } from './diagnosis-facts.ts'
import { quoted } from './repairs.ts'

/** What a connection can fail of without leaving anything at AWS (aws-iot-provisioning.md 7.3). */
export const hiddenCauses = ({ device, order }: MintedFacts): string => {
  const firmware = device.firmware ?? 'its firmware'
  const host = order.profile.hostname === null ? 'host name NULL' : `host name ${order.profile.hostname}`
  return `what reached AWS named no SNI, or one that is not this account's, so the build on the device is not the one of the profile (${firmware}, ${host}); or it did not get as far as the handshake`
}

/** When nothing is wrong on this side, the device itself has to be looked at. */
export const lookCloser = ({ device, order, account }: MintedFacts): Repair => {
  const { hostname, securityTag } = order.profile
  const right = account.read ? account.value.dataAts : (hostname ?? '<ENDPOINT>')
  return {
    does: 'See on the bench what the modem holds, and take a modem trace of one attempt: it shows the server name that the device sends.',
    commands: [
      `mintmark probe ${right}${device.firmware === undefined ? '' : ` --as ${quoted(device.firmware)}`}`,
      `mintmark inspect --port <PORT> --tag ${securityTag}`,
      `mintmark trace <TRACE> --expected-endpoint ${right}`,
    ],
    where: 'bench',
  }
}
