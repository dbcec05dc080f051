import { parseKeygen } from '../../core/credential/parse-keygen.ts'
import { at } from '../../core/modem/at-command.ts'
import { credentialType } from '../../core/modem/credential-type.ts'
import { explainRefusal, isRefusal } from '../../core/refusals/refusal.ts'
import type { AtSession } from '../at/at-session.ts'
import { commandName } from '../at/command-name.ts'
import { fail } from '../failures/failure.ts'
import type { FlashDependencies } from './flash-dependencies.ts'
import type { UnitPlan } from './plan-unit.ts'
import { deleteItem, writeItem } from './store-item.ts'
import { tellModem } from './tell-modem.ts'

/** What the mint request says of the key. */
export type KeyRequest =
  | { keySource: 'modem'; keygen: string }
  | { keySource: 'station'; csr: string }
  | { keySource: 'cloud' }

const exists = 519
const tries = 3

/** The modem makes its own key. An answer damaged on the line is found by its digest, and the key behind it replaced. */
const keygen = async (session: AtSession, tag: number): Promise<string> => {
  const command = at.keygen(tag)
  let why = 'the modem says that a key exists, though it was deleted'
  for (let i = 0; i < tries; i++) {
    const answer = await tellModem(session, command, { allow: [exists] })
    if (answer.ok) {
      const line = answer.lines.find((text) => text.startsWith('%KEYGEN')) ?? answer.lines.join('')
      const made = parseKeygen(line, tag)
      if (!isRefusal(made)) return /"([^"]*)"/.exec(line)?.[1] ?? line
      why = explainRefusal(made).says
      await session.drain()
    }
    await deleteItem(session, tag, credentialType.privateKey)
  }
  throw fail('answer-garbled', { command: commandName(command.line), why })
}

/**
 * Puts a new key into the tag. The certificate in it goes first: it must never stand beside a key that is not its own,
 * where a later read-back would take the pair for a whole.
 */
export const makeKey = async (
  { makeStationKey }: Pick<FlashDependencies, 'makeStationKey'>,
  session: AtSession,
  { securityTag, keySource, keyForm, present }: UnitPlan,
  commonName: string,
): Promise<KeyRequest> => {
  const { clientCertificate, privateKey } = credentialType
  if (present.includes(clientCertificate)) await deleteItem(session, securityTag, clientCertificate)
  if (keySource === 'cloud') return { keySource }
  if (keySource === 'modem') {
    if (present.includes(privateKey)) await deleteItem(session, securityTag, privateKey)
    return { keySource, keygen: await keygen(session, securityTag) }
  }
  const { privateKeyPem, csrPem } = await makeStationKey(keyForm, commonName)
  await writeItem(session, securityTag, privateKey, privateKeyPem)
  return { keySource, csr: csrPem }
}
