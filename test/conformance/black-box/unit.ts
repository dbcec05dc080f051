import { createPrivateKey } from 'node:crypto'
import { makeStationKey } from '../../../bench/keys/make-station-key.ts'
import type { MintAnswer } from '../../../core/api/credentials.ts'
import { createModem } from '../../../simulator/modem.ts'
import { terminal } from '../../simulator/terminal.ts'

export const common = { firmware: 'mfw_nrf9160_1.3.7', agentVersion: '0.1.0' }
export const securityTag = 16842753

/** A request for a credential, and the key that its certificate will be for. */
export interface KeyedRequest {
  request: object
  privateKeyPem: string
}

/** As a bench asks that made the key itself. */
export const stationKeyed = async (more: object = {}): Promise<KeyedRequest> => {
  const { csrPem, privateKeyPem } = await makeStationKey('pkcs8', 'black-box')
  return { request: { keySource: 'station', csr: csrPem, ...common, ...more }, privateKeyPem }
}

/** As a bench asks whose modem made the key. */
export const modemKeyed = async (imei: string): Promise<KeyedRequest> => {
  const modem = createModem({ firmware: common.firmware, imei })
  const { ask } = terminal(modem.connect())
  await ask('AT+CFUN=4')
  const answer = (await ask(`AT%KEYGEN=${securityTag},2,0`)).join('')
  const keygen = /%KEYGEN: "([^"]+)"/.exec(answer)?.[1] ?? answer
  const privateKeyPem = modem.credential(securityTag, 2)?.content ?? ''
  return {
    request: { keySource: 'modem', keygen, ...common },
    privateKeyPem: createPrivateKey(privateKeyPem).export({ format: 'pem', type: 'pkcs8' }).toString(),
  }
}

/** What `AT%CMNG=1` shows when the modem holds what was minted. */
export const proofOf = (minted: MintAnswer) => ({
  ...common,
  listing: minted.expected.map(
    ({ type, sha256 }) => `%CMNG: ${minted.securityTag},${type},"${sha256 ?? 'AB'.repeat(32)}"`,
  ),
})
