import type { AtCommand } from '../../core/modem/at-command.ts'
import { type ListedCredential, parseListing } from '../../core/modem/parse-listing.ts'
import { isUserTag } from '../../core/modem/security-tag.ts'
import type { AtSession } from '../at/at-session.ts'
import { commandName } from '../at/command-name.ts'
import { fail } from '../failures/failure.ts'
import { tellModem } from './tell-modem.ts'

export interface ListedCredentials {
  /** As the modem printed them: this is what the cloud compares. */
  lines: string[]
  entries: ListedCredential[]
}

const tries = 3

/**
 * Lists credentials; a listing torn by a notification is asked for again, since asking changes nothing.
 * Entries in the modem's own tags are left out: they are nobody's business.
 */
export const listCredentials = async (session: AtSession, command: AtCommand): Promise<ListedCredentials> => {
  let why = ''
  for (let i = 0; i < tries; i++) {
    const { lines } = await tellModem(session, command, { tries })
    const { entries, malformed } = parseListing(lines)
    const [torn] = malformed
    if (torn === undefined) {
      const isOurs = (line: string) => parseListing([line]).entries.some(({ tag }) => isUserTag(tag))
      return { lines: lines.filter(isOurs), entries: entries.filter(({ tag }) => isUserTag(tag)) }
    }
    why = torn.says
    await session.drain()
  }
  throw fail('answer-garbled', { command: commandName(command.line), why })
}
