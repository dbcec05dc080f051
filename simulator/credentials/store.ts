import { isUserTag } from '../../core/modem/security-tag.ts'
import {
  type Answer,
  alreadyExists,
  type CommandContext,
  done,
  fail,
  incorrectParameters,
  invalidContent,
  memoryFull,
  noAccess,
  notFound,
  notInActiveState,
  powerWarning,
} from '../at/command-family.ts'
import { isActive, type StoredCredential } from '../modem-state.ts'
import { isCertificateText } from './is-certificate-text.ts'
import { type ListedItem, modemOwnedItems, printedDigest } from './listed-items.ts'

/** Modem firmware 1.2.0 release notes, limitations; nothing newer is published. */
const mostItems = 32
const longestPassword = 32
/** Root CA, client certificate, private key, PSK and PSK identity; 5 can only be deleted, the rest are the modem's. */
const writableTypes = [0, 1, 2, 3, 4]

export function findCredential({ state }: CommandContext, tag: number, type: number): StoredCredential | undefined {
  return state.credentials.find((item) => item.tag === tag && item.type === type)
}

/** Error that keeps anything from being stored now, or undefined. */
export function storageBlocked({ state, facts, behaviour }: CommandContext): number | undefined {
  if (isActive(state)) return notInActiveState
  return behaviour.powerWarning && facts.powerOffWarning.value ? powerWarning : undefined
}

export function isFull({ state }: CommandContext): boolean {
  return state.credentials.length >= mostItems
}

export function writeCredential(item: StoredCredential, context: CommandContext): Answer {
  const blocked = storageBlocked(context)
  if (blocked !== undefined) return fail(blocked)
  if (!isUserTag(item.tag) || !writableTypes.includes(item.type)) return fail(noAccess)
  if (item.content === '' || (item.password?.length ?? 0) > longestPassword) return fail(incorrectParameters)
  if (item.type < 2 && context.facts.validatesCertificates.value && !isCertificateText(item.content)) {
    return fail(invalidContent)
  }
  const existing = findCredential(context, item.tag, item.type)
  if (existing && context.behaviour.overwrite === 'refuse') return fail(alreadyExists)
  if (!existing && isFull(context)) return fail(memoryFull)
  const { state } = context
  state.credentials = [...state.credentials.filter((other) => other !== existing), item]
  return done()
}

export function listCredentials(context: CommandContext, tag?: number, type?: number): Answer {
  const users = context.state.credentials
    .toSorted((a, b) => a.tag - b.tag || a.type - b.type)
    .map((item): ListedItem => ({ tag: item.tag, type: item.type, digest: printedDigest(item, context) }))
  const items = [...users, ...modemOwnedItems(context)]
  const asked = items.filter((item) => (tag ?? item.tag) === item.tag && (type ?? item.type) === item.type)
  return done(...asked.map((item) => `%CMNG: ${item.tag},${item.type},"${item.digest}"`))
}

export function readCredential(context: CommandContext, tag: number, type: number): Answer {
  const item = findCredential(context, tag, type)
  if (!item) return fail(modemOwnedItems(context).some((owned) => owned.tag === tag) ? noAccess : notFound)
  if (type === 2 || !context.behaviour.readableTypes.includes(type)) return fail(noAccess)
  return done(`%CMNG: ${tag},${type},"${printedDigest(item, context)}","${item.content}"`)
}

export function deleteCredential(context: CommandContext, tag: number, type: number): Answer {
  const blocked = storageBlocked(context)
  if (blocked !== undefined) return fail(blocked)
  if (!isUserTag(tag)) return fail(noAccess)
  const item = findCredential(context, tag, type)
  if (!item) return fail(notFound)
  const { state } = context
  state.credentials = state.credentials.filter((other) => other !== item)
  return done()
}
