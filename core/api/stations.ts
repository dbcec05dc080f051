import * as z from 'zod'

/**
 * A station's name: lower-case letters, digits and hyphens, at most 48. It is the common name of its certificate, and
 * part of file names.
 */
export const stationName = z
  .string()
  .regex(
    /^[a-z0-9]([a-z0-9-]{0,46}[a-z0-9])?$/,
    'a station is named with up to 48 lower-case letters, digits and hyphens',
  )

/** `POST /v1/stations` */
export const enrollStationRequest = z.strictObject({
  name: stationName,
  /** PKCS#10 in PEM, made on the bench; lengths are checked by the CSR rules, which say more. Its subject is not read. */
  csr: z.string().min(1).max(65_536),
  /** The station has a certificate already; from now on only the new one counts. */
  replace: z.boolean().default(false),
})
export type EnrollStationRequest = z.output<typeof enrollStationRequest>

/** A station as the registry has it. Times are ISO 8601 in UTC. */
export const stationAnswer = z.object({
  name: z.string(),
  /** Of its certificate, lower-case hex. */
  serial: z.string(),
  /** ARN under which its calls arrive. */
  principal: z.string(),
  enrolledAt: z.string(),
  /** ARN of who enrolled it. */
  enrolledBy: z.string(),
  /** When the certificate ends. */
  expiresAt: z.string(),
  revokedAt: z.string().optional(),
  revokedBy: z.string().optional(),
})
export type StationAnswer = z.output<typeof stationAnswer>

/** Answer of `POST /v1/stations`: the certificate, and what `mintmark station credentials` must be told. */
export const enrolledStation = stationAnswer.extend({
  certificatePem: z.string(),
  trustAnchorArn: z.string(),
  profileArn: z.string(),
  roleArn: z.string(),
})
export type EnrolledStation = z.output<typeof enrolledStation>

/** Query of `GET /v1/stations` */
export const listStationsQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(100),
  after: z.string().max(512).optional(),
})
export type ListStationsQuery = z.output<typeof listStationsQuery>

/** Answer of `GET /v1/stations`, by name; `next` is the `after` of the next page. */
export const stationList = z.object({ stations: z.array(stationAnswer), next: z.string().optional() })
export type StationList = z.output<typeof stationList>
