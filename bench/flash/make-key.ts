import { parseKeygen } from '../../core/credential/parse-keygen.ts'
import { at } from '../../core/modem/at-command.ts'
import { credentialType } from '../../core/modem/credential-type.ts'
import { explainRefusal, isRefusal } from '../../core/refusals/refusal.ts'
import type { AtSession } from '../at/at-session.ts'
import { commandName } from '../at/command-name.ts'
import { BenchError, fail } from '../failures/failure.ts'
import type { FlashDependencies } from './flash-dependencies.ts'
import type { UnitPlan } from './plan-unit.ts'
import { deleteItem, writeKey } from './store-item.ts'
import { tellModem } from './tell-modem.ts'

/** What the mint request says of the key. */
export type KeyRequest =
  | { keySource: 'modem'; keygen: string }
  | { keySource: 'station'; csr: string }
  | { keySource: 'cloud' }

const exists = 519
const tries = 3

/** What another try may cure: a lost or damaged answer, and an application that was busy. */
const passing = ['answer-garbled', 'keygen-not-told']

/** One attempt; answers what stands between the quotes, and throws a `BenchError` when that cannot be trusted. */
const keygenOnce = async (session: AtSession, tag: number): Promise<string> => {
  const keygen = at.keygen(tag)
  const command = commandName(keygen.line)
  const answer = await tellModem(session, keygen, { allow: [exists] }).catch((cause: unknown) => {
    const { code, params } = cause instanceof BenchError ? cause.failure : {}
    // With numeric errors on, a bare ERROR is the application's word and not the modem's.
    const heard = code === 'no-answer' ? 'nothing' : params?.answer === 'ERROR' ? 'ERROR' : undefined
    throw heard === undefined ? cause : fail('keygen-not-told', { command, heard }, { cause })
  })
  if (!answer.ok) throw fail('answer-garbled', { command, why: 'it says that a key exists, though it was deleted' })
  if (answer.lines.length === 0) throw fail('keygen-not-told', { command, heard: 'OK' })
  const line = answer.lines.find((text) => text.startsWith('%KEYGEN')) ?? answer.lines.join('')
  const made = parseKeygen(line, tag)
  if (isRefusal(made)) throw fail('answer-garbled', { command, why: explainRefusal(made).says })
  return /"([^"]*)"/.exec(line)?.[1] ?? line
}

/** The modem makes its own key. An answer damaged or lost on the line leaves a key that nobody can name: it is replaced. */
const keygen = async (session: AtSession, tag: number): Promise<string> => {
  for (let i = 1; ; i++) {
    try {
      return await keygenOnce(session, tag)
    } catch (error) {
      if (i === tries || !(error instanceof BenchError) || !passing.includes(error.failure.code)) throw error
    }
    await session.drain()
    await deleteItem(session, tag, credentialType.privateKey)
  }
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
  await writeKey(session, securityTag, privateKeyPem)
  return { keySource, csr: csrPem }
}
