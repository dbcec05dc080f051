import { cmngDigest } from '../../core/credential/digests.ts'
import { type AtCommand, at } from '../../core/modem/at-command.ts'
import { credentialType, credentialTypeName } from '../../core/modem/credential-type.ts'
import type { AtSession } from '../at/at-session.ts'
import { commandName } from '../at/command-name.ts'
import { BenchError, fail } from '../failures/failure.ts'
import { listCredentials } from './list-credentials.ts'
import { tellModem } from './tell-modem.ts'

const notFound = 513
const exists = 519

/** Deletes one item; that it was not there is as good. */
export const deleteItem = async (session: AtSession, tag: number, type: number): Promise<void> => {
  await tellModem(session, at.delete(tag, type), { allow: [notFound], tries: 2 })
}

/** A modem that answers everything but a long write stands behind something that loses it (nrf91-modem.md 6, row 16). */
const rethrowWrite = async (session: AtSession, { line }: AtCommand, cause: unknown): Promise<never> => {
  if (!(cause instanceof BenchError) || cause.failure.code !== 'no-answer') throw cause
  await session.synchronize().catch(() => {
    throw cause
  })
  throw fail('write-not-taken', { port: session.port, command: commandName(line), length: line.length }, { cause })
}

/**
 * Writes one item, byte for byte. Which firmware overwrites and which answers 519 is not documented
 * (nrf91-modem.md 2.2), so 519 is answered by deleting first.
 */
export const writeItem = async (session: AtSession, tag: number, type: number, content: string): Promise<void> => {
  const write = at.write(tag, type, content)
  if (!write.ok) throw fail('content-unfit', { item: credentialTypeName(type), why: write.says })
  // Writing the same bytes twice leaves them once: a silent modem may be asked again.
  const answer = await tellModem(session, write.command, { allow: [exists], tries: 2 }).catch((error: unknown) =>
    rethrowWrite(session, write.command, error),
  )
  if (answer.ok) return
  await deleteItem(session, tag, type)
  await tellModem(session, write.command, { tries: 2 })
}

/** What the modem shows of one item: its digest, `present` where it prints none, or undefined. */
const shown = async (session: AtSession, tag: number, type: number): Promise<string | undefined> => {
  const { entries } = await listCredentials(session, at.list(tag, type))
  const entry = entries.find((found) => found.tag === tag && found.type === type)
  return entry && (entry.sha256 ?? 'present')
}

/**
 * Writes a private key and looks whether it is there as sent: modems do not check keys (nrf91-modem.md 2.3), and the
 * cloud never sees one. What a key's digest covers is not documented, so a foreign one counts as damage only when
 * writing again changes it.
 */
export const writeKey = async (session: AtSession, tag: number, privateKeyPem: string): Promise<void> => {
  const type = credentialType.privateKey
  const isAsSent = (found: string | undefined) => found === 'present' || found === cmngDigest(privateKeyPem)
  await writeItem(session, tag, type, privateKeyPem)
  const first = await shown(session, tag, type)
  if (isAsSent(first)) return
  await deleteItem(session, tag, type)
  await writeItem(session, tag, type, privateKeyPem)
  const second = await shown(session, tag, type)
  if (isAsSent(second) || (second !== undefined && second === first)) return
  throw fail('write-damaged', { item: credentialTypeName(type), tag })
}
