import { readCertificate } from '../../core/credential/read-certificate.ts'
import { describeCertificate } from '../adapters/iot/certificate-status.ts'
import { deleteCertificate } from '../adapters/iot/delete-certificate.ts'
import { inactiveCertificates } from '../adapters/iot/inactive-certificates.ts'
import { readDevice } from '../adapters/registry/devices.ts'
import { ownerOfKey } from '../adapters/registry/public-keys.ts'
import { type SweepDependencies, untouchable, window } from './dependencies.ts'

/**
 * Our own certificates that no row names, made in the instant before a kill. Ours are those whose public key one of our
 * reservations holds; certificates carry no tags, and the account may hold other people's (aws-iot-provisioning.md 2.10).
 */
export const deleteOrphans = async (
  deps: SweepDependencies,
  dryRun: boolean,
): Promise<{ deleted: string[]; foreign: number }> => {
  const deleted: string[] = []
  let foreign = 0
  const span = { after: deps.now() - window, before: deps.now() - untouchable }
  for await (const { certificateId = '', certificateArn = '' } of inactiveCertificates(deps.iot, span)) {
    const facts = await describeCertificate(deps.iot, certificateId)
    if (facts === undefined) continue
    const read = readCertificate(facts.certificatePem)
    const imei = read.ok ? await ownerOfKey(deps.table, read.publicKeySha256) : undefined
    const device = imei === undefined ? undefined : await readDevice(deps.table, imei)
    if (device === undefined) {
      foreign += 1
      continue
    }
    if (device.certificateId === certificateId || device.previous?.certificateId === certificateId) continue
    // A lease in force may be about to write this very certificate down.
    if (device.lease !== undefined && device.lease.expiresAt > deps.now()) continue
    if (!dryRun)
      await deleteCertificate(
        deps.iot,
        certificateArn,
        { thingName: device.thingName, policyName: deps.policyName },
        deps.sleep,
      )
    deleted.push(certificateId)
  }
  return { deleted, foreign }
}
