import type { Family } from './define.ts'

/** Refusals about an order: whether it exists, is open, and has units left. */
export const orderRefusals = {
  'order-not-found': {
    status: 404,
    says: (p: { orderId: string }) => `There is no order ${p.orderId}.`,
    next: () => 'Check the order number; `mintmark order create` opens one.',
  },
  'order-closed': {
    status: 409,
    says: (p: { orderId: string }) => `Order ${p.orderId} is closed and takes no new units.`,
    next: () => 'Ask ops to reopen it or to open another order. Units that it has already begun can still be finished.',
  },
  'order-expired': {
    status: 409,
    says: (p: { orderId: string; validUntil: string }) => `Order ${p.orderId} was valid until ${p.validUntil}.`,
    next: () => 'Ask ops for an order that is valid today; check the clock of the station if the date looks wrong.',
  },
  'order-exhausted': {
    status: 409,
    says: (p: { orderId: string; quantity: number }) => `All ${p.quantity} units of order ${p.orderId} are spent.`,
    next: () => 'Ask ops for another order, or scrap units that failed so that their place is given back.',
  },
  'station-share-spent': {
    status: 409,
    says: (p: { orderId: string; principal: string; share: number }) =>
      `${p.principal} has spent its share of ${p.share} units of order ${p.orderId}.`,
    next: () => 'Ask ops for another order with a larger share; if the station did not make that many, ask why.',
  },
  'shares-of-strangers': {
    status: 422,
    says: (p: { principals: readonly string[] }) =>
      `The order gives shares to ${p.principals.join(', ')}, but does not name them as stations.`,
    next: () => 'Name them under "stations", or leave their shares out.',
  },
  'station-not-of-order': {
    status: 403,
    says: (p: { orderId: string; principal: string }) => `${p.principal} is not a station of order ${p.orderId}.`,
    next: () => 'Use the credentials of a station that the order names, or ask ops to name this one.',
  },
  'imei-not-listed': {
    status: 403,
    says: (p: { orderId: string; imei: string }) =>
      `Order ${p.orderId} lists its devices, and ${p.imei} is not among them.`,
    next: () => 'Check that the unit belongs to this order; ops can open an order that names it.',
  },
  'golden-unit': {
    status: 409,
    says: (p: { orderId: string; imei: string }) =>
      `${p.imei} is a golden unit of order ${p.orderId}: it proves the line and is never keyed as a product.`,
    next: () => 'Run it as a first article, or take it out.',
  },
  'not-a-golden-unit': {
    status: 403,
    says: (p: { orderId: string; imei: string; listed: number }) =>
      `${p.imei} is none of the ${p.listed} golden units of order ${p.orderId}.`,
    next: () => 'Put in a golden unit that the order lists; `mintmark order create --golden-unit IMEI` lists one.',
  },
  'trust-anchor-malformed': {
    status: 422,
    says: (p: { position: number }) =>
      `Trust anchor ${p.position} of the profile is no PEM certificate that can be read.`,
    next: () => 'Give AmazonRootCA1 to AmazonRootCA4 by name, or the whole PEM text with its line breaks.',
  },
  'trust-anchors-unfit': {
    status: 422,
    says: (p: { anchors: number; why: string }) =>
      `The ${p.anchors} trust anchors of the profile cannot be written to a modem: ${p.why}.`,
    next: () => 'Name fewer roots; AmazonRootCA1 alone is what Nordic asks for.',
  },
  'profile-would-not-connect': {
    status: 422,
    says: (p: {
      hostname: string | null
      firmware: string
      outcome: string
      rule: string
      says: string
      fix: string
      expected: string
    }) => `Devices made to this profile could not connect to this account with ${p.firmware} (${p.outcome}): ${p.says}`,
    next: (p: {
      hostname: string | null
      firmware: string
      outcome: string
      rule: string
      says: string
      fix: string
      expected: string
    }) => p.fix,
  },
} satisfies Family
