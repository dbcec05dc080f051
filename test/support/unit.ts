import { makeStationKey } from '../../bench/keys/make-station-key.ts'
import type { MintAnswer, MintRequest } from '../../core/api/credentials.ts'
import { luhnDigit } from '../../core/device/luhn.ts'

const common = { firmware: 'mfw_nrf9160_1.3.7', agentVersion: '0.1.0' }

/** The n-th IMEI of a test's own range. */
export const imeiOf = (n: number): string => {
  const digits = `35045779${String(n).padStart(6, '0')}`
  return `${digits}${luhnDigit(digits)}`
}

/** A request with a new key, as a station makes it. */
export const stationRequest = async (): Promise<MintRequest> => ({
  keySource: 'station',
  csr: (await makeStationKey('sec1', 'test')).csrPem,
  ...common,
})

export const cloudRequest = (): MintRequest => ({ keySource: 'cloud', ...common })

/** What `AT%CMNG=1` shows when the answer was written as it is. */
export const listingOf = (answer: MintAnswer): string[] =>
  answer.expected.map(({ type, sha256 }) => `%CMNG: ${answer.securityTag},${type},"${sha256 ?? 'AB'.repeat(32)}"`)

/** The proof that the modem holds what was minted. */
export const proofOf = (answer: MintAnswer) => ({ ...common, listing: listingOf(answer) })
