import { type CertificateFacts, certificateAttributes, type NameAttribute } from '../x509/read-certificate.ts'
import { type Resolve, UnknownInPolicy } from './pattern.ts'

/** What a policy may ask of a connection (reference 5.2). */
export interface PolicyFacts {
  clientId?: string
  /** The thing this connection is tied to (reference 5.4). */
  thing?: { thingName: string; thingTypeName?: string; attributes: Record<string, string> }
  certificate?: Pick<CertificateFacts, 'serialNumber' | 'subject' | 'issuer'>
  domainName?: string
  sourceIp?: string
  /** `PersistentConnect` and `LastWill`, of a CONNECT. */
  connectAttributes?: string[]
}

const maxListItems = 5

/** Values of the policy variables and condition keys for a connection. */
export const resolveFrom =
  (facts: PolicyFacts): Resolve =>
  (name) => {
    switch (name) {
      case 'iot:ClientId':
        return facts.clientId
      case 'iot:DomainName':
        return facts.domainName
      case 'aws:SourceIp':
        return facts.sourceIp
      case 'iot:ConnectAttributes':
        return facts.connectAttributes
      case 'iot:Connection.Thing.ThingName':
        return facts.thing?.thingName
      case 'iot:Connection.Thing.ThingTypeName':
        return facts.thing?.thingTypeName
      case 'iot:Connection.Thing.IsAttached':
        return facts.thing === undefined ? 'false' : 'true'
      case 'iot:Certificate.SerialNumber':
        return facts.certificate?.serialNumber
      case 'iot:Certificate.AvailableKeys':
        return facts.certificate === undefined ? undefined : availableKeys(facts.certificate)
    }
    const [, attribute] = /^iot:Connection\.Thing\.Attributes\[(.+)\]$/.exec(name) ?? []
    if (attribute !== undefined) return facts.thing?.attributes[attribute]
    return fromName(name, facts)
  }

const fromName = (name: string, { certificate }: PolicyFacts) => {
  const [, side, attribute = '', which] = /^iot:Certificate\.(Subject|Issuer)\.(\w+)(?:\.(List|\d+))?$/.exec(name) ?? []
  if (side === undefined || !certificateAttributes.includes(attribute)) throw new UnknownInPolicy(`variable ${name}`)
  const values = valuesOf(side === 'Subject' ? certificate?.subject : certificate?.issuer, attribute)
  if (which === 'List') return values
  return values[which === undefined ? 0 : Number(which)]
}

// A value with a wildcard in it is not substituted, or a certificate could widen its own policy (DG cert-policy-variables).
const valuesOf = (name: NameAttribute[] | undefined, attribute: string): string[] =>
  (name ?? [])
    .filter((part) => part.attribute === attribute && part.value !== '' && !/[*?]/.test(part.value))
    .map(({ value }) => value)
    .slice(0, maxListItems)

const availableKeys = ({ subject, issuer }: Pick<CertificateFacts, 'subject' | 'issuer'>): string[] => [
  ...new Set([
    ...subject.map(({ attribute }) => `iot:Certificate.Subject.${attribute}`),
    ...issuer.map(({ attribute }) => `iot:Certificate.Issuer.${attribute}`),
    'iot:Certificate.SerialNumber',
  ]),
]
