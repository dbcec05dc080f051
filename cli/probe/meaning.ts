import type { ProbeAttempt } from './probe-result.ts'

type Three = Record<'right' | 'absent' | 'wrong', ProbeAttempt>

const connects = ({ ended }: ProbeAttempt) => ended === 'connected'
const where = ({ ended, by }: ProbeAttempt) =>
  `${ended}${by === 'device' ? ' (the device refuses)' : by === 'server' ? ' (the server refuses)' : ''}`

/**
 * What the three server names side by side say about firmware: from mfw 1.2.1 on a modem sends its host name, before it sends none
 * (nrf91-modem.md 5.2). Only what the three attempts showed is claimed.
 */
export const meaning = ({ right, absent, wrong }: Three): string[] => {
  if (
    right.ended === absent.ended &&
    absent.ended === wrong.ended &&
    (right.ended === 'dns' || right.ended === 'tcp')
  ) {
    return [`No server name was ever sent: every firmware ends at ${right.ended}.`]
  }
  const lines: string[] = []
  lines.push(`mfw 1.2.1 and later with this host name: ${connects(right) ? 'connects' : `ends at ${where(right)}`}.`)
  lines.push(`mfw before 1.2.1, and host name NULL: ${connects(absent) ? 'connects' : `ends at ${where(absent)}`}.`)
  lines.push(`mfw 1.2.1 and later with a wrong host name: ${connects(wrong) ? 'connects' : `ends at ${where(wrong)}`}.`)
  if (connects(absent) && !connects(wrong)) {
    lines.push('A wrong host name goes unnoticed before mfw 1.2.1 and breaks with it: right it before any update.')
  }
  if (connects(right) && !connects(absent)) {
    lines.push(
      'This server or this certificate (mode SNI_ONLY) needs SNI: mfw before 1.2.1 cannot connect, and host name NULL is no cure.',
    )
  }
  if (connects(wrong))
    lines.push('The server takes any server name: it is not choosing an account by it, as AWS IoT Core does.')
  return lines
}
