import type { Profile } from '../api/profile.ts'
import { checkEndpoint } from '../endpoint/check-endpoint.ts'
import type { AccountEndpoints, Finding } from '../endpoint/endpoint-check.ts'
import { type Refusal, refuse } from '../refusals/refusal.ts'
import { connectionOf } from './profile-connection.ts'

export interface ProfileCheck {
  /** Why devices made to this profile could not connect; undefined when they could. */
  refusal: Refusal | undefined
  warnings: string[]
}

/** Where a profile names no firmware, the newest that sends SNI is asked about: an update reaches every device one day. */
const newest = 'mfw_nrf9160_1.3.7'

const check = (profile: Profile, firmware: string, account: AccountEndpoints) =>
  checkEndpoint({
    account,
    firmware,
    ...connectionOf(profile),
    // The mode of a certificate that does not exist yet is unknown: who cannot connect with the kinder one, cannot at all.
    certificateMode: 'DEFAULT',
  })

/** Whether devices made to this profile could connect to the account, with each firmware that they may have. */
export const checkProfile = (
  profile: Profile,
  account: AccountEndpoints,
  firmwares?: readonly string[],
): ProfileCheck => {
  const range = [profile.firmware?.min, profile.firmware?.max].filter((firmware) => firmware !== undefined)
  const asked = firmwares ?? (range.length === 0 ? [newest] : range)
  const warnings = new Map<string, Finding>()
  for (const firmware of asked) {
    const { outcome, findings } = check(profile, firmware, account)
    const worst = findings.find(({ severity }) => severity === 'error')
    if (worst !== undefined) {
      const { rule, says, fix } = worst
      const params = { hostname: profile.hostname, firmware, outcome, rule, says, fix, expected: account.dataAts }
      return { refusal: refuse('profile-would-not-connect', params), warnings: [] }
    }
    for (const finding of findings) if (finding.severity === 'warning') warnings.set(finding.rule, finding)
  }
  return { refusal: undefined, warnings: [...warnings.values()].map(({ says, fix }) => `${says} ${fix}`) }
}
