import { credentialType } from '../../core/modem/credential-type.ts'
import type { ListedCredential } from '../../core/modem/parse-listing.ts'

/** The digest that a listing shows of the private key in a tag. */
export const shownKey = (entries: readonly ListedCredential[], securityTag: number): string | undefined =>
  entries.find(({ tag, type }) => tag === securityTag && type === credentialType.privateKey)?.sha256
