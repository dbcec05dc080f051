import type { RefusalCode } from '../refusals/refusal.ts'

const station = ['station-revoked', 'station-not-enrolled'] as const
const ofOrder = ['order-not-found', ...station, 'station-not-of-order'] as const
const csr = ['csr-malformed', 'csr-too-long', 'csr-key-unsupported', 'csr-signature-invalid'] as const
const open = ['order-closed', 'order-expired', 'device-of-another-order'] as const
const firmware = ['firmware-malformed', 'firmware-out-of-range', 'profile-would-not-connect'] as const

/** What several routes refuse for the same reason, by what is looked at. */
export const refusalsOf = {
  /** Who calls. */
  station,
  /** Who calls, for which order. */
  orderOfStation: ofOrder,
  /** Who calls, for which unit. */
  unitOfStation: ['imei-malformed', ...ofOrder],
  /** Whether the order has room for the device, and fits its firmware. */
  room: [
    'golden-unit',
    'imei-not-listed',
    ...open,
    'order-exhausted',
    'station-share-spent',
    'modem-swapped',
    'device-already-keyed',
    'device-not-usable',
    'mint-in-progress',
    ...firmware,
  ],
  /** Whether a golden unit may go the way of a product on the order. */
  article: ['not-a-golden-unit', ...open],
  firmware,
  csr,
  /** The key that a unit brings, and who vouches for it. */
  key: [
    ...csr,
    'keygen-malformed',
    'keygen-digest-mismatch',
    'keygen-tag-mismatch',
    'key-source-not-allowed',
    'attestation-malformed',
    'attestation-not-fresh',
    'attestation-of-another-modem',
    'key-of-another-device',
    'modem-of-another-device',
    'mint-in-progress',
  ],
  /** The listing that shall prove a credential. */
  proof: [
    'certificate-superseded',
    'firmware-malformed',
    'proof-too-weak',
    'listing-malformed',
    'credential-missing',
    'credential-differs',
  ],
} as const satisfies Record<string, readonly RefusalCode[]>
