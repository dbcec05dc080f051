import type { ConfirmAnswer, MintAnswer } from '../../core/api/credentials.ts'
import { compareListing, type ExpectedCredential } from '../../core/credential/compare-listing.ts'
import type { AtCommand } from '../../core/modem/at-command.ts'
import { isRefusal } from '../../core/refusals/refusal.ts'
import { isRefused, type Refused, refusedBy } from '../refused.ts'
import { listCredentials } from './list-credentials.ts'
import { meanwhile } from './meanwhile.ts'
import type { UnitRun } from './unit-run.ts'

const tries = 3

/** What must be there, with the texts behind the digests: so a bench can say how a certificate was spoilt on its way. */
const wrote = ({ expected, rootCaPem, certificatePem }: MintAnswer): ExpectedCredential[] => {
  const pems: Readonly<Record<number, string>> = { 0: rootCaPem, 1: certificatePem }
  return expected.map(({ type, sha256 }) => ({
    type,
    ...(sha256 !== undefined && { sha256 }),
    ...(pems[type] !== undefined && { pem: pems[type] }),
  }))
}

/**
 * Shows the cloud what the modem lists; only its answer makes a unit green. A listing found damaged is read again. With
 * what was `minted` the bench looks first: what it sees to be wrong itself, it need not ask about, and only a unit that
 * looks right may leave while the cloud is away. `minted` is given once all of it was written.
 */
export const confirmUnit = async (
  run: UnitRun,
  certificateId: string,
  list: AtCommand,
  minted?: MintAnswer,
): Promise<ConfirmAnswer | Refused> => {
  const written = async () => {
    if (minted) await run.note({ act: 'written', securityTag: minted.securityTag, certificateId })
  }
  for (let i = 1; ; i++) {
    run.begin('read-back')
    // To list changes nothing: it need not wait for the disk.
    const { lines } = await meanwhile(listCredentials(run.session, list), i === 1 ? written() : Promise.resolve())
    const seen =
      minted &&
      compareListing({ lines, tag: minted.securityTag, expected: wrote(minted), digests: run.facts.digests.value })
    if (isRefusal(seen)) {
      if (seen.refusal !== 'listing-malformed' || i === tries) return refusedBy(seen)
      continue
    }
    run.begin('confirm', { certificateId, looksRight: seen !== undefined })
    const { orderId, imei, firmware, agentVersion } = run
    await run.note({ act: 'confirm', certificateId, ...(seen && { listing: lines, firmware }) })
    const request = { listing: lines, firmware, agentVersion }
    const answer = await run.api.confirm({ orderId, imei, certificateId, request })
    if (!isRefused(answer)) {
      const { proof, thingName, confirmedAt } = answer
      await run.note({ act: 'confirmed', certificateId, proof, thingName, confirmedAt })
      return answer
    }
    // Not to be shown to the cloud again: what follows changes the modem, or somebody has to.
    await run.note({ act: 'refused', code: answer.refused })
    if (answer.refused !== 'listing-malformed' || i === tries) return answer
  }
}
