import type { Family } from './define.ts'

/** Refusals about a station: whether it is enrolled, and still trusted. */
export const stationRefusals = {
  'station-revoked': {
    status: 403,
    says: (p: { name: string; serial: string; revokedAt: string }) =>
      `Station ${p.name} with certificate ${p.serial} was revoked at ${p.revokedAt}.`,
    next: () => 'Ask ops why. A bench that is trusted again gets a new certificate with `mintmark station enroll`.',
  },
  'station-not-enrolled': {
    status: 403,
    says: (p: { principal: string }) => `${p.principal} has the certificate of no station that the registry knows.`,
    next: () =>
      'Enrol this bench with `mintmark station enroll`; if you did, ask who else can sign with the key of the CA.',
  },
  'station-not-found': {
    status: 404,
    says: (p: { name: string }) => `There is no station ${p.name}.`,
    next: () => '`mintmark station list` shows the names; `mintmark station enroll` adds one.',
  },
  'station-exists': {
    status: 409,
    says: (p: { name: string; serial: string; expiresAt: string }) =>
      `Station ${p.name} has certificate ${p.serial} already, valid until ${p.expiresAt}.`,
    next: () =>
      'Take another name, or give it a new certificate with --replace; the old one counts no more from then on.',
  },
  'station-by-name-only': {
    status: 422,
    says: (p: { principal: string }) =>
      `${p.principal} is the role that all stations with a certificate share; as a station of an order it would say nothing.`,
    next: () => 'Name the station by the name under which it was enrolled.',
  },
  'stations-not-set-up': {
    status: 409,
    says: (p: { missing: string }) => `Stations cannot be enrolled in this stage yet: there is no ${p.missing}.`,
    next: () =>
      'Make the certificate of the CA with `mintmark station authority` and deploy the stations stack with it (docs/stations.md).',
  },
  'station-ca-differs': {
    status: 409,
    says: (p: { key: string; trustAnchorArn: string }) =>
      `The certificate in ${p.trustAnchorArn} is not that of the key ${p.key}: what it signed would be refused.`,
    next: () =>
      'Make the certificate again with `mintmark station authority` and deploy the stations stack with it (docs/stations.md).',
  },
} satisfies Family
