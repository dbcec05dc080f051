import { at } from '../../core/modem/at-command.ts'
import { credentialTypeName } from '../../core/modem/credential-type.ts'
import type { AtSession } from '../at/at-session.ts'
import { fail } from '../failures/failure.ts'
import { tellModem } from './tell-modem.ts'

const notFound = 513
const exists = 519

/** Deletes one item; that it was not there is as good. */
export const deleteItem = async (session: AtSession, tag: number, type: number): Promise<void> => {
  await tellModem(session, at.delete(tag, type), { allow: [notFound] })
}

/**
 * Writes one item, byte for byte. Which firmware overwrites and which answers 519 is not documented
 * (nrf91-modem.md 2.2), so 519 is answered by deleting first.
 */
export const writeItem = async (session: AtSession, tag: number, type: number, content: string): Promise<void> => {
  const write = at.write(tag, type, content)
  if (!write.ok) throw fail('content-unfit', { item: credentialTypeName(type), why: write.says })
  // Writing the same bytes twice leaves them once: a silent modem may be asked again.
  const answer = await tellModem(session, write.command, { allow: [exists], tries: 2 })
  if (answer.ok) return
  await deleteItem(session, tag, type)
  await tellModem(session, write.command, { tries: 2 })
}
