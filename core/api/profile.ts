import * as z from 'zod'

/** Where the private key of a credential may be made, best first (DESIGN: key source). */
export const keySources = ['modem', 'station', 'cloud'] as const
export type KeySource = (typeof keySources)[number]

/** Names of the roots that `core/credential/amazon-roots.ts` gives; anything else is a PEM of the customer's own. */
export const amazonRootNames = ['AmazonRootCA1', 'AmazonRootCA2', 'AmazonRootCA3', 'AmazonRootCA4'] as const

const trustAnchorSchema = z.union([
  z.enum(amazonRootNames),
  z
    .string()
    .max(8192)
    .regex(/^-----BEGIN CERTIFICATE-----\r?\n/, 'neither AmazonRootCA1 to 4 nor a PEM certificate'),
])

/** What a product expects of its devices; the order carries its own copy, so that a later edit changes no order. */
export const profileSchema = z.strictObject({
  name: z.string().regex(/^[A-Za-z0-9._-]{1,64}$/, 'letters, digits, . _ - and at most 64 of them'),
  /** The host that the application names to the modem; null sends no SNI and checks no name. */
  hostname: z.string().min(1).max(253).nullable(),
  port: z.union([z.literal(8883), z.literal(443)]).default(8883),
  /** Tags above 2147483647 are the modem's own (nrf91-modem.md 2.2). */
  securityTag: z.int().min(0).max(2147483647),
  trustAnchors: z.array(trustAnchorSchema).min(1).max(4).default(['AmazonRootCA1']),
  keySources: z.array(z.enum(keySources)).min(1).default(['modem', 'station']),
  existingCredentials: z.enum(['replace', 'refuse']).default('refuse'),
  proof: z.enum(['digest', 'presence']).default('presence'),
  activation: z.enum(['on-confirm', 'at-mint']).default('on-confirm'),
  /** Oldest and newest modem firmware that the product ships with, as AT+CGMR prints them. */
  firmware: z.strictObject({ min: z.string().optional(), max: z.string().optional() }).optional(),
  fallbackBroker: z.strictObject({ host: z.string(), port: z.int().min(1).max(65535) }).optional(),
  serial: z.enum(['none', 'optional', 'required']).default('optional'),
})

export type Profile = z.output<typeof profileSchema>
