import { notChecked, sound } from '../diagnosis.ts'
import { breaks, type Link } from '../link.ts'
import { hiddenCauses, lookCloser } from '../look-closer.ts'
import { lastSeen } from '../seen.ts'

const causes = { 'never-seen': 'all is in order here, and AWS never saw the device' }
const broken = breaks(causes)

/** The last link: the device was here. */
export const silenceLink: Link = {
  name: 'silence',
  causes,
  check: (facts) => {
    const seen = lastSeen(facts)
    if (seen !== undefined) return sound(`seen ${seen}`)
    if (!facts.logged.read) return notChecked(facts.logged.why)
    if (!facts.logging.read) return notChecked(facts.logging.why)
    return broken(
      'never-seen',
      `Everything is in order here, and AWS never saw the device, not even refused: it was not switched on, or had no network; or ${hiddenCauses(facts)}.`,
      lookCloser(facts),
      { confirmed: facts.device.confirmedAt, 'log entries': 'none' },
    )
  },
}
