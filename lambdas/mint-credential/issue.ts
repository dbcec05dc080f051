import { createHash, createPublicKey } from 'node:crypto'
import type { Profile } from '../../core/api/profile.ts'
import { cmngDigest } from '../../core/credential/digests.ts'
import type { DeviceRecord } from '../../core/device/device-record.ts'
import { type Refusal, refuse } from '../../core/refusals/refusal.ts'
import { followRow } from '../adapters/follow-row.ts'
import { setStatus, statusOf } from '../adapters/iot/certificate-status.ts'
import { deleteCertificate } from '../adapters/iot/delete-certificate.ts'
import { type IssuedCertificate, issueFromCsr, issueWithKey } from '../adapters/iot/issue-certificate.ts'
import { attachPolicy, attachThing, ensureThing } from '../adapters/iot/thing.ts'
import { changeDevice } from '../adapters/registry/devices.ts'
import type { MintDependencies } from './dependencies.ts'

export interface Issued {
  device: DeviceRecord
  certificatePem: string
  privateKeyPem?: string
}

const spkiSha256 = (publicKeyPem: string): string =>
  createHash('sha256')
    .update(createPublicKey(publicKeyPem).export({ type: 'spki', format: 'der' }))
    .digest('hex')

/** Deletes what newer keys replaced. Safe to repeat; the row forgets them only after they are gone. */
export const deleteSuperseded = async (deps: MintDependencies, device: DeviceRecord): Promise<void> => {
  const { thingName } = device
  await Promise.all(
    (device.superseded ?? []).map((arn) =>
      deleteCertificate(deps.iot, arn, { thingName, policyName: deps.policyName }, deps.sleep),
    ),
  )
}

/**
 * Gives a recorded certificate its thing and its policy. Safe to repeat. `gone` when somebody with another key of the same
 * device took over and deleted it meanwhile; a thing or policy that is missing stays an error.
 */
export const attach = async (
  deps: MintDependencies,
  device: DeviceRecord,
  { certificateId, certificateArn }: Pick<IssuedCertificate, 'certificateId' | 'certificateArn'>,
): Promise<'attached' | 'gone'> => {
  const both = await Promise.allSettled([
    attachPolicy(deps.iot, deps.policyName, certificateArn),
    attachThing(deps.iot, device.thingName, certificateArn),
  ])
  const failed = both.find((one) => one.status === 'rejected')
  if (failed === undefined) return 'attached'
  if ((await statusOf(deps.iot, certificateId)) === 'gone') return 'gone'
  throw failed.reason
}

/** A rework waits for its proof whatever the profile says: until then the old certificate works, and two may not. */
export const isTrustedUnproven = ({ state, previous }: DeviceRecord, activation: Profile['activation']): boolean =>
  activation === 'at-mint' && state === 'minted' && previous === undefined

/** Lets a certificate be used that its profile trusts unproven, unless the device was taken away at the same moment. */
export const switchOn = async (deps: MintDependencies, device: DeviceRecord): Promise<void> => {
  const { imei, certificateId = '' } = device
  await setStatus(deps.iot, certificateId, 'ACTIVE')
  await followRow(deps, imei, device, [certificateId])
}

/** Takes back a certificate that nobody was given. */
const discard = (
  { iot, policyName, sleep }: MintDependencies,
  { thingName }: DeviceRecord,
  certificate: IssuedCertificate,
) => deleteCertificate(iot, certificate.certificateArn, { thingName, policyName }, sleep)

const record = (deps: MintDependencies, device: DeviceRecord, certificate: IssuedCertificate) =>
  changeDevice(deps.table, device.imei, {
    event: {
      at: new Date(deps.now()).toISOString(),
      change: 'record',
      by: device.station,
      certificateId: certificate.certificateId,
    },
    set: {
      state: 'minted',
      certificateId: certificate.certificateId,
      certificateArn: certificate.certificateArn,
      certificatePemSha256: cmngDigest(certificate.certificatePem),
      publicKeySha256: certificate.publicKeyPem === undefined ? undefined : spkiSha256(certificate.publicKeyPem),
      mintedAt: new Date(deps.now()).toISOString(),
    },
    remove: ['lease', 'superseded'],
    when: '#state = :reserved AND lease.#token = :token',
    names: { '#state': 'state', '#token': 'token' },
    values: { ':reserved': 'reserved', ':token': device.lease?.token },
  })

/** Gives up a lease that came to nothing, so that nobody waits for it; if even that fails, it lapses. */
export const giveUpLease = async (deps: MintDependencies, device: DeviceRecord): Promise<void> => {
  await changeDevice(deps.table, device.imei, {
    set: { lease: { token: device.lease?.token ?? '', expiresAt: 0 } },
    when: 'lease.#token = :token',
    names: { '#token': 'token' },
    values: { ':token': device.lease?.token },
  }).catch(() => undefined)
}

/**
 * Makes the certificate for a device whose lease this caller holds. Four AWS round trips stand one after the other in a
 * whole mint: read, reserve, issue (beside thing and superseded), record (beside the attachments).
 */
export const issue =
  (deps: MintDependencies) =>
  async (
    device: DeviceRecord,
    csrPem: string | undefined,
    activation: Profile['activation'],
  ): Promise<Issued | Refusal> => {
    const [issued, ...others] = await Promise.allSettled([
      csrPem === undefined ? issueWithKey(deps.iotOnce) : issueFromCsr(deps.iotOnce, csrPem),
      ensureThing(deps.iot, device.thingName, deps.thingTypeName),
      deleteSuperseded(deps, device),
    ])
    if (issued.status === 'rejected') throw issued.reason
    const certificate = issued.value
    const failed = others.find((other) => other.status === 'rejected')
    if (failed !== undefined) {
      await discard(deps, device, certificate)
      throw failed.reason
    }
    const [recorded, attached] = await Promise.all([
      record(deps, device, certificate),
      attach(deps, device, certificate),
    ])
    if (recorded === undefined) {
      // The lease lapsed and somebody else took over: this certificate is nobody's, so it goes again.
      const { thingName } = device
      await deleteCertificate(
        deps.iot,
        certificate.certificateArn,
        { thingName, policyName: deps.policyName },
        deps.sleep,
      )
      return refuse('mint-in-progress', { imei: device.imei, retryAfterSeconds: 1 })
    }
    if (attached === 'gone')
      return refuse('certificate-superseded', { certificateId: certificate.certificateId, imei: device.imei })
    if (isTrustedUnproven(recorded, activation)) await switchOn(deps, recorded)
    return {
      device: recorded,
      certificatePem: certificate.certificatePem,
      privateKeyPem: certificate.privateKeyPem,
    }
  }
