import { der } from './der.ts'

const attributes = { CN: '2.5.4.3', OU: '2.5.4.11', O: '2.5.4.10', C: '2.5.4.6' }

/** DER of a Name with one attribute per RDN, in the order given. */
export const distinguishedName = (parts: Partial<Record<keyof typeof attributes, string>>): Buffer =>
  der.sequence(
    ...Object.entries(parts).map(([name, value]) =>
      der.set(der.sequence(der.oid(attributes[name as keyof typeof attributes]), der.utf8(value))),
    ),
  )
