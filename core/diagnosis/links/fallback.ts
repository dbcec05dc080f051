import { notNeeded, sound } from '../diagnosis.ts'
import { breaks, type Link } from '../link.ts'
import { hiddenCauses, lookCloser } from '../look-closer.ts'
import { lastSeen } from '../seen.ts'

const causes = {
  'seen-on-fallback-only': 'it is switched on and on line, talks to the fallback broker, and never came here',
  'fell-back': 'it was here once, and has talked to the fallback broker since',
}
const broken = breaks(causes)

/** The device in the log of the fallback broker: the proof that it is alive, which hid the fault of the story for weeks. */
export const fallbackLink: Link = {
  name: 'fallback',
  causes,
  check: (facts) => {
    const { fallback } = facts
    if (fallback === undefined) return notNeeded('no log of a fallback broker was given, or none that names the device')
    const seen = lastSeen(facts)
    if (seen !== undefined && seen >= fallback.lastAt)
      return sound(`it fell back on ${fallback.lastAt}, and is here again`)
    const { lastAt, firstAt, lines, clientId } = fallback
    const evidence = {
      'first there': firstAt,
      'last there': lastAt,
      'lines of its log': String(lines),
      'client ID there': clientId,
    }
    if (seen === undefined)
      return broken(
        'seen-on-fallback-only',
        `It was seen on the fallback broker on ${lastAt} and never here: ${hiddenCauses(facts)}.`,
        lookCloser(facts),
        evidence,
      )
    return broken(
      'fell-back',
      `It was here on ${seen}, and on the fallback broker since then, on ${lastAt}: ${hiddenCauses(facts)}.`,
      lookCloser(facts),
      { ...evidence, 'last seen here': seen },
    )
  },
}
