import type { Profile } from '../../core/api/profile.ts'
import type { DeviceRecord } from '../../core/device/device-record.ts'
import { type Refusal, refuse } from '../../core/refusals/refusal.ts'
import { describeCertificate } from '../adapters/iot/certificate-status.ts'
import type { MintDependencies } from './dependencies.ts'
import { attach, type Issued, isTrustedUnproven, switchOn } from './issue.ts'

/** The same certificate again. Whatever a crash left undone after it was recorded is done now. */
export const repeat =
  (deps: MintDependencies) =>
  async (device: DeviceRecord, activation: Profile['activation']): Promise<Issued | Refusal> => {
    const { certificateId = '', certificateArn = '' } = device
    const [facts, attached] = await Promise.all([
      describeCertificate(deps.iot, certificateId),
      attach(deps, device, { certificateId, certificateArn }),
    ])
    if (facts === undefined || attached === 'gone')
      return refuse('certificate-superseded', { certificateId, imei: device.imei })
    if (isTrustedUnproven(device, activation)) await switchOn(deps, device)
    return { device, certificatePem: facts.certificatePem }
  }
