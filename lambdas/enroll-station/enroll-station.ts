import { type EnrolledStation, type EnrollStationRequest, stationAnswer } from '../../core/api/stations.ts'
import { canonicalPem } from '../../core/credential/canonical-pem.ts'
import { checkCsr } from '../../core/credential/check-csr.ts'
import { isRefusal, type Refusal, refuse } from '../../core/refusals/refusal.ts'
import type { StationRecord } from '../../core/station/station-record.ts'
import { plainSerial, sessionPrincipal } from '../../core/station/station-session.ts'
import { readStation, writeStation } from '../adapters/registry/stations.ts'
import type { Table } from '../adapters/registry/table.ts'
import { type Authority, type FindAuthorityDependencies, findAuthority } from './find-authority.ts'
import { issueStationCertificate } from './issue-station-certificate.ts'

export interface EnrollStationDependencies extends FindAuthorityDependencies {
  table: Table
  /** How long a station's certificate lasts. */
  days: number
  /** Milliseconds since 1970. */
  now: () => number
  randomBytes: (count: number) => Uint8Array
}

const answerOf = (station: StationRecord, { trustAnchorArn, profileArn, roleArn }: Authority): EnrolledStation => {
  const { certificatePem } = station
  return { ...stationAnswer.parse(station), certificatePem, trustAnchorArn, profileArn, roleArn }
}

const isTrusted = (station: StationRecord, now: number): boolean =>
  station.revokedAt === undefined && Date.parse(station.expiresAt) > now

/**
 * Gives a bench a certificate over the key that it made, and its name in the registry. The same name with the same key
 * gets the same certificate again, so that an enrolment whose answer was lost can be finished.
 */
export const enrollStation =
  (deps: EnrollStationDependencies) =>
  async (request: EnrollStationRequest, caller: string): Promise<EnrolledStation | Refusal> => {
    const csr = checkCsr(request.csr)
    if (isRefusal(csr)) return csr
    const { name } = request
    const [before, authority] = await Promise.all([readStation(deps.table, name), findAuthority(deps)])
    if (isRefusal(authority)) return authority
    const now = deps.now()
    if (before !== undefined && isTrusted(before, now)) {
      if (before.publicKeySha256 === csr.publicKeySha256) return answerOf(before, authority)
      const { serial, expiresAt } = before
      if (!request.replace) return refuse('station-exists', { name, serial, expiresAt })
    }
    const certificate = await issueStationCertificate(authority, {
      name,
      publicKey: csr.spki,
      random: deps.randomBytes(16),
      days: deps.days,
      now,
    })
    const serial = plainSerial(certificate.serialNumber)
    const station: StationRecord = {
      name,
      serial,
      principal: sessionPrincipal(authority.roleArn, serial),
      enrolledAt: new Date(now).toISOString(),
      enrolledBy: caller,
      expiresAt: certificate.validToDate.toISOString(),
      publicKeySha256: csr.publicKeySha256,
      certificatePem: canonicalPem('CERTIFICATE', certificate.raw),
    }
    if (await writeStation(deps.table, station, before)) return answerOf(station, authority)
    const other = await readStation(deps.table, name)
    return other === undefined
      ? refuse('try-again', { why: `station ${name} was changed at the same moment` })
      : refuse('station-exists', { name, serial: other.serial, expiresAt: other.expiresAt })
  }
