import { type Attestation, checkAttestation } from '../../core/credential/check-attestation.ts'
import { at } from '../../core/modem/at-command.ts'
import type { FirmwareFacts } from '../../core/modem/firmware-facts.ts'
import { explainRefusal, isRefusal } from '../../core/refusals/refusal.ts'
import type { AtSession } from '../at/at-session.ts'
import { fail } from '../failures/failure.ts'

export interface AttestedModem extends Attestation {
  /** Its COSE signature is not verified: nobody but Nordic has the key for it (nrf91-modem.md 3.1). */
  deviceUuid: string
}

const tries = 3

/**
 * Asks the modem who it is, under a new challenge each time. Undefined where the firmware has no `%ATTESTTOKEN`, or its
 * application does not let it through; throws `answer-garbled` when no answer was to the challenge. Changes nothing.
 */
export const attestModem = async (
  session: AtSession,
  facts: FirmwareFacts,
  newChallenge: () => string,
): Promise<AttestedModem | undefined> => {
  if (!facts.attestToken.value) return undefined
  for (let i = 1; ; i++) {
    const challenge = newChallenge()
    const answer = await session.send(at.attestToken(challenge), tries)
    if (!answer.ok) {
      if (i === tries) return undefined
      continue
    }
    const line = answer.lines.find((text) => text.startsWith('%ATTESTTOKEN')) ?? answer.lines.join('')
    const token = /"([^"]*)"/.exec(line)?.[1] ?? line
    const attested = checkAttestation({ challenge, token })
    if (!isRefusal(attested)) return { challenge, token, deviceUuid: attested.deviceUuid }
    if (i === tries) throw fail('answer-garbled', { command: 'AT%ATTESTTOKEN', why: explainRefusal(attested).says })
    await session.drain()
  }
}
