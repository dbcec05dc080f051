import type { FlashResult } from '../../bench/flash/flash-result.ts'
import { renderFacts } from './facts.ts'

const proofs = {
  digest: 'by digest: the modem shows the SHA-256 of what was written',
  presence: 'of presence only: this firmware shows no digests',
}

/** How a flash ended, for people: the word first, then what to do or what is known. */
export const renderFlashResult = (result: FlashResult): string => {
  const unit = result.imei ?? `unit on ${result.port}`
  if (result.outcome === 'confirmed')
    return [
      `${unit} is ${result.state}${result.repeated ? ': it held its credential already, and nothing on it was changed' : ''}`,
      renderFacts([
        ['thing', result.thingName],
        ['certificate', result.certificateId],
        ['proof', proofs[result.proof]],
        ['key', result.keySourceWhy],
        ['firmware', result.firmware],
        ['security tag', result.securityTag],
        ['modem', result.deviceUuid && `${result.deviceUuid} (its signature is not verified)`],
        ['connects to', result.endpoint && `${result.endpoint}:${result.endpointPort}`],
      ]),
    ].join('\n')
  const changed = result.modemChanged
    ? 'The modem was changed; flash it again when this is solved, it costs no other unit.'
    : 'The modem was not changed.'
  if (result.outcome === 'refused')
    return `${unit} is refused: ${result.refusal.says}\n${result.refusal.next}\n${changed}`
  if (result.waitsFor === 'confirmation')
    return `${unit} waits for the cloud: ${result.failure.says}\nWhat its modem holds is in the journal; \`mintmark station run\` confirms it without the unit, flashing it again does too.`
  return `${unit} failed: ${result.failure.says}\n${result.failure.next}\n${changed}`
}
