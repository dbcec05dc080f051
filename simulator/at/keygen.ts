import { createHash, createPrivateKey, type KeyObject } from 'node:crypto'
import { isUserTag } from '../../core/modem/security-tag.ts'
import { findCredential, isFull, storageBlocked } from '../credentials/store.ts'
import { cbor, coseSign1, selfDescribedCbor } from '../keys/cose-sign1.ts'
import { modemCsr } from '../keys/modem-csr.ts'
import { p256Key, spkiOf } from '../keys/p256-key.ts'
import { identityKeyOf, sec1, uuidBytes } from '../modem-state.ts'
import {
  type Answer,
  alreadyExists,
  type CommandContext,
  type CommandHandler,
  done,
  fail,
  incorrectParameters,
  memoryFull,
  noAccess,
} from './command-family.ts'
import { numberOf } from './parse-command.ts'

const clientKey = '2'
const endorsementKey = '8'
const csrMessage = 9
const publicKeyMessage = 8

/** `%KEYGEN=<tag>,<key type>[,<content>][,"<attributes>"][,"<key usage>"]` (nRF9160 AT Commands, %KEYGEN). */
export const keygen: CommandHandler = ({ form, args }, context): Answer | undefined => {
  if (form !== 'set' || !context.facts.keygen.value) return undefined
  const [tagText, keyType = '', content = '0', attributes, keyUsage = '111010000'] = args
  const tag = numberOf(tagText)
  if (tag === undefined || !['0', '1'].includes(content)) return fail(incorrectParameters)
  if (keyType !== clientKey && keyType !== endorsementKey) return fail(incorrectParameters)
  const blocked = storageBlocked(context)
  if (blocked !== undefined) return fail(blocked)
  if (!isUserTag(tag)) return fail(noAccess)
  const type = Number(keyType)
  const existing = findCredential(context, tag, type)
  if (existing && keyType === clientKey) return fail(alreadyExists)
  if (!existing && isFull(context)) return fail(memoryFull)
  const key = existing ? createPrivateKey(existing.content) : p256Key(context.random)
  const body = content === '1' ? spkiOf(key) : csrOf(key, attributes, keyUsage, context)
  if (!body) return fail(incorrectParameters)
  if (!existing) context.state.credentials.push({ tag, type, content: sec1(key), generated: true })
  const cose = attestation(body, tag, content === '1' ? publicKeyMessage : csrMessage, context)
  return done(`%KEYGEN: "${body.toString('base64url')}.${cose.toString('base64url')}"`)
}

function csrOf(key: KeyObject, attributes: string | undefined, keyUsage: string, context: CommandContext) {
  const subject = attributes ?? `CN=${context.state.deviceUuid}`
  const withNull = context.behaviour.csrNullParameter ?? context.facts.csrNullParameter.value
  return modemCsr(key, subject, keyUsage, withNull)
}

/** The second half of the answer: what the modem says of the key it made, signed by the modem (nrf91-modem.md 3.3). */
function attestation(body: Buffer, tag: number, messageType: number, { state, random }: CommandContext): Buffer {
  const digest = createHash('sha256').update(body).digest()
  const payload = selfDescribedCbor([messageType, uuidBytes(state.deviceUuid), cbor(tag), digest, random(16)])
  return coseSign1(payload, identityKeyOf(state), false)
}
