import { cmngDigest } from '../../core/credential/digests.ts'
import type { CommandContext } from '../at/command-family.ts'
import { spkiOf } from '../keys/p256-key.ts'
import { identityKeyOf, type StoredCredential } from '../modem-state.ts'

export interface ListedItem {
  tag: number
  type: number
  /** 64 upper-case hex digits. */
  digest: string
}

/** SHA-256 of the stored bytes, or on old firmware 32 times the type (nrf91-modem.md 2.2). */
export function printedDigest(item: StoredCredential, { facts, behaviour }: CommandContext): string {
  const mode = facts.digests.value === 'uncertain' ? behaviour.digestsOf130 : facts.digests.value
  if (mode === 'placeholder') return item.type.toString(16).padStart(2, '0').toUpperCase().repeat(32)
  return cmngDigest(Buffer.from(item.content, 'latin1'))
}

/** What a modem lists of its own, in the order of Nordic's sample (nrf91-modem.md 2.10, T2); two of them are the same in every modem. */
export function modemOwnedItems({ state, facts }: CommandContext): ListedItem[] {
  if (!facts.listsModemOwnedItems.value) return []
  return [
    { tag: 4294967293, type: 10, digest: '2C43952EE9E000FF2ACC4E2ED0897C0A72AD5FA72C3D934E81741CBD54F05BD1' },
    { tag: 4294967294, type: 6, digest: cmngDigest(spkiOf(identityKeyOf(state))) },
    { tag: 4294967292, type: 11, digest: '2027C4699EAA90A414D33FA81B975C0FDEDEFB04A19CEA1ED43A8876CAD31E89' },
  ]
}
