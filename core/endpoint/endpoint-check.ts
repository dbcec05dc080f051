/** How a connection ends, outermost layer first. `connects-by-accident`: today yes, after the next firmware update no. */
export type Outcome =
  | 'connects'
  | 'dns-fails'
  | 'tcp-fails'
  | 'tls-refused-by-device'
  | 'tls-refused-by-server'
  | 'closed-after-connect'
  | 'connects-by-accident'
  | 'unknown'

export type Severity = 'error' | 'warning' | 'info'

/** `documented` by AWS or Nordic, `measured` by someone who published it, or `inferred` by us. */
export type Evidence = 'documented' | 'measured' | 'inferred'

/** The result of one rule. `fix` is a command or a setting; an inferred one ends with the probe that would measure it. */
export interface Finding {
  rule: string
  severity: Severity
  says: string
  fix: string
  evidence: Evidence
  source: string
}

export type CertificateMode = 'DEFAULT' | 'SNI_ONLY'

export interface DomainConfiguration {
  name: string
  domainName: string
  status: 'ENABLED' | 'DISABLED'
  /** As `DescribeDomainConfiguration` says it; AWS-managed domains have none. */
  serverCertificateStatus?: 'VALID' | 'INVALID'
  serviceType: 'DATA' | 'CREDENTIAL_PROVIDER' | 'JOBS'
  securityPolicy?: string
  /** `SECURE_MQTT` fixes the protocol of the host, so that port 443 needs no ALPN. */
  applicationProtocol?: string
  /** `AWS_X509` fixes the authentication of the host to client certificates. */
  authenticationType?: string
}

/** What `DescribeEndpoint` and the domain configurations say of one account in one Region. */
export interface AccountEndpoints {
  /** `iot:Data-ATS`, or the domain name of a domain configuration. */
  dataAts: string
  /** `iot:Data`; recent accounts have none. */
  legacy?: string
  credentialProvider?: string
  jobs?: string
  domainConfigurations?: readonly DomainConfiguration[]
  /** Security policy of the default endpoint (the domain configuration named `iot:Data-ATS`). */
  securityPolicy?: string
}

/** What one device, or a build for many, brings to the connection. */
export interface DeviceConnection {
  /** The text of `AT+CGMR`. */
  firmware: string
  /** The TLS host name; null sends no SNI and checks no name. */
  hostname: string | null
  /** The name or address the socket opens, where it differs from the TLS host name. */
  connectHost?: string
  /** 8883 unless said otherwise. */
  port?: number
  alpn?: string
  /** False for an application that speaks MQTT without TLS. */
  tls?: boolean
  /** Left out: both modes are answered. */
  certificateMode?: CertificateMode
  certificateStatus?: string
  /** Names of the root certificates in the security tag (`AmazonRootCA1`); left out: not known. */
  trustAnchors?: readonly string[]
  /** 0 none, 1 optional, 2 required (what the SDK's libraries set). */
  peerVerify?: 0 | 1 | 2
  clientId?: string
  thingName?: string
  /** `client/…` resources that the policy allows, as written there, variables resolved. */
  policyClientIds?: readonly string[]
  /** An address instead of DNS; `replacesHostname` where the library also uses it as TLS host name (mqtt_helper). */
  staticIp?: { address: string; replacesHostname: boolean }
  /** Where the application goes when this connection fails. */
  fallbackBroker?: string
}

export interface EndpointCheckInput extends DeviceConnection {
  account: AccountEndpoints
}

export interface EndpointCheckResult {
  outcome: Outcome
  findings: Finding[]
  /** Both answers, when the certificate's mode was not given. */
  byCertificateMode?: Record<CertificateMode, Outcome>
}
