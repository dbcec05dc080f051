import type { Certificate } from '@aws-sdk/client-iot'
import { readCertificate } from '../../core/credential/read-certificate.ts'
import { describeCertificate } from '../adapters/iot/certificate-status.ts'
import { deleteCertificate } from '../adapters/iot/delete-certificate.ts'
import { inactiveCertificates } from '../adapters/iot/inactive-certificates.ts'
import { readArticle } from '../adapters/registry/articles.ts'
import { readDevice } from '../adapters/registry/devices.ts'
import { ownerOfKey } from '../adapters/registry/public-keys.ts'
import { moveSweepMark } from '../adapters/registry/sweep-marks.ts'
import { pauseMs, type SweepDependencies, untouchable } from './dependencies.ts'

type Verdict = 'foreign' | 'gone' | 'in-use' | 'being-made' | { orphanOf: string }

/** Ours are those whose public key one of our reservations holds; certificates carry no tags, and the account may hold other people's. */
const judge = async (deps: SweepDependencies, certificateId: string): Promise<Verdict> => {
  await deps.sleep(pauseMs)
  const facts = await describeCertificate(deps.iot, certificateId)
  if (facts === undefined) return 'gone'
  const read = readCertificate(facts.certificatePem)
  const imei = read.ok ? await ownerOfKey(deps.table, read.publicKeySha256) : undefined
  if (imei === undefined) return 'foreign'
  const [device, article] = await Promise.all([readDevice(deps.table, imei), readArticle(deps.table, imei)])
  const owner = device ?? article
  if (owner === undefined) return 'foreign'
  // A first article that goes on: its row ends its certificate, not this list.
  if (article?.certificateId === certificateId && article.state !== 'ended') return 'in-use'
  if (article?.lease !== undefined && article.lease.expiresAt > deps.now()) return 'being-made'
  if (device === undefined) return { orphanOf: owner.thingName }
  if (device.certificateId === certificateId || device.previous?.certificateId === certificateId) return 'in-use'
  // A lease in force may be about to write this very certificate down.
  if (device.lease !== undefined && device.lease.expiresAt > deps.now()) return 'being-made'
  return { orphanOf: device.thingName }
}

/**
 * Our own certificates that no row names, made in the instant before a kill (aws-iot-provisioning.md 2.10). A verdict
 * holds for ever, so each certificate is looked at once, the oldest first, and a mark says how far the sweep came.
 */
export const deleteOrphans = async (
  deps: SweepDependencies,
  dryRun: boolean,
  lookedUpTo: number,
): Promise<{ deleted: string[]; foreign: number; unfinished: boolean }> => {
  const span = { after: lookedUpTo, before: deps.now() - untouchable }
  const waiting: Certificate[] = []
  for await (const certificate of inactiveCertificates(deps.iot, span)) waiting.push(certificate)
  const done = { deleted: [] as string[], foreign: 0, unfinished: false }
  let upTo = span.before
  for (const { certificateId = '', certificateArn = '', creationDate } of waiting.reverse()) {
    const verdict = deps.hasTime() ? await judge(deps, certificateId) : 'being-made'
    if (verdict === 'being-made') {
      upTo = Math.min(upTo, creationDate?.getTime() ?? span.after)
      if (!deps.hasTime()) {
        done.unfinished = true
        break
      }
    }
    if (verdict === 'foreign') done.foreign += 1
    if (typeof verdict !== 'object') continue
    const attachments = { thingName: verdict.orphanOf, policyName: deps.policyName }
    if (!dryRun) await deleteCertificate(deps.iot, certificateArn, attachments, deps.sleep)
    done.deleted.push(certificateId)
  }
  if (!dryRun && upTo > span.after) await moveSweepMark(deps.table, 'certificatesUpTo', upTo)
  return done
}
