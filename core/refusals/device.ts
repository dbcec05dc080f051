import type { Family } from './define.ts'

/** Refusals about a device: who it is, whose it is, and in which state. */
export const deviceRefusals = {
  'imei-malformed': {
    status: 400,
    says: (p: { imei: string; why: string }) => `${p.why}.`,
    next: () => 'Read it again from the modem with AT+CGSN; an IMEI has 15 digits, the last one a Luhn check digit.',
  },
  'device-not-found': {
    status: 404,
    says: (p: { imei: string }) => `The registry knows no device ${p.imei}.`,
    next: () => 'Check the IMEI; a device enters the registry when a station asks for its first credential.',
  },
  'device-of-another-order': {
    status: 409,
    says: (p: { imei: string; orderId: string; state: string }) =>
      `Device ${p.imei} belongs to order ${p.orderId} and is ${p.state} there.`,
    next: () => 'Do not key it on this order. Ops can look at it with `mintmark device show`.',
  },
  'modem-swapped': {
    status: 409,
    says: (p: { imei: string; pinned: string; shown: string }) =>
      `Device ${p.imei} was first seen as modem ${p.pinned}; now modem ${p.shown} tells that IMEI.`,
    next: () =>
      'Put it aside: a modem keeps IMEI and UUID for life, so one of the two was changed. Ops see both with `mintmark device show`.',
  },
  'modem-of-another-device': {
    status: 409,
    says: (p: { deviceUuid: string; imei: string; owner: string }) =>
      `Modem ${p.deviceUuid} is known as device ${p.owner}; now it tells IMEI ${p.imei}.`,
    next: () =>
      'Put it aside: a modem keeps IMEI and UUID for life, so one of the two was changed. Ops can look at both devices.',
  },
  'device-already-keyed': {
    status: 409,
    says: (p: { imei: string; state: string; certificateId: string }) =>
      `Device ${p.imei} is ${p.state} with certificate ${p.certificateId.slice(0, 12)}… and this station has no right to rework it.`,
    next: () => 'Put it on a rework station of the order, or ask ops.',
  },
  'device-not-usable': {
    status: 409,
    says: (p: { imei: string; state: string }) => `Device ${p.imei} is ${p.state}.`,
    next: () =>
      'Ask ops: only they can resume a suspended device; a revoked or scrapped one needs an order that names its IMEI.',
  },
  'change-not-allowed': {
    status: 409,
    says: (p: { imei: string; state: string; change: string }) =>
      `Device ${p.imei} is ${p.state}; it cannot ${p.change} from there.`,
    next: () => 'Look at it with `mintmark device show`.',
  },
  'changed-meanwhile': {
    status: 409,
    says: (p: { imei: string }) => `Device ${p.imei} was changed by somebody else at the same moment.`,
    next: () => 'Look at it again, and repeat the command if it still applies.',
  },
  'serial-of-another-device': {
    status: 409,
    says: (p: { serial: string; imei: string }) => `Serial ${p.serial} is already tied to device ${p.imei}.`,
    next: () => 'Check the label and the scan; a serial belongs to one device of the fleet.',
  },
  'device-has-another-serial': {
    status: 409,
    says: (p: { imei: string; serial: string; given: string }) =>
      `Device ${p.imei} is tied to serial ${p.serial}, not to ${p.given}.`,
    next: () => 'Check the label and the scan; two units may have been swapped.',
  },
  'serial-missing': {
    status: 400,
    says: (p: { profile: string }) =>
      `Profile ${p.profile} asks for a serial number with every unit, and none was given.`,
    next: () => 'Scan the serial of the product, or use a profile in which it is optional.',
  },
} satisfies Family
