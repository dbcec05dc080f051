/**
 * What AWS and Nordic leave unclear about names, with the positions that the sources allow (aws-iot-provisioning 4.2, 4.3, 12;
 * nrf91-modem 8). Names and positions are those of the switches of the local cloud and the simulated modem.
 */
export interface Unsettled {
  /** Where AWS refuses a name or a certificate: at CONNECT, or within TLS. */
  refusalLayer: 'connect' | 'tls'
  /** A server name that no account owns. */
  unresolvableSni: 'closed-at-connect' | 'tls-abort'
  /** Another account's server name, shown with a DEFAULT-mode certificate. */
  foreignSniWithDefaultCertificate: 'refused' | 'routed-by-certificate'
  /** No server name, and a DEFAULT-mode certificate. */
  absentSniWithDefaultCertificate: 'routed-by-certificate' | 'refused'
  /** The server certificate that the host of a disabled domain configuration shows before AWS refuses. */
  disabledDomain: 'own-certificate' | 'region-certificate'
  /** How the modem compares names with those on the server's certificate. */
  nameCheck: 'rfc-6125' | 'letter-for-letter'
  /** Whether the modem sends an address as server name, which RFC 6066 forbids. */
  addressAsSni: 'sent' | 'left-out'
}

/** The positions that every answer takes unless it is asked for others. */
export const assumed: Unsettled = {
  refusalLayer: 'connect',
  unresolvableSni: 'closed-at-connect',
  foreignSniWithDefaultCertificate: 'refused',
  absentSniWithDefaultCertificate: 'routed-by-certificate',
  disabledDomain: 'own-certificate',
  nameCheck: 'rfc-6125',
  addressAsSni: 'sent',
}

/** Every other position, one at a time, and what it supposes as the end of a sentence that begins with "if". */
export const otherPositions: readonly { position: Partial<Unsettled>; supposes: string }[] = [
  { position: { refusalLayer: 'tls' }, supposes: 'AWS refuses a server name that is not the account’s within TLS' },
  { position: { unresolvableSni: 'tls-abort' }, supposes: 'AWS ends the handshake at a server name that nobody owns' },
  {
    position: { foreignSniWithDefaultCertificate: 'routed-by-certificate' },
    supposes: 'AWS goes by a DEFAULT-mode certificate although the server name is another account’s',
  },
  {
    position: { absentSniWithDefaultCertificate: 'refused' },
    supposes: 'AWS refuses every connection without a server name',
  },
  {
    position: { disabledDomain: 'region-certificate' },
    supposes: 'the host of a disabled domain configuration shows the Region’s certificate',
  },
  { position: { nameCheck: 'letter-for-letter' }, supposes: 'the modem compares host names letter for letter' },
  { position: { addressAsSni: 'left-out' }, supposes: 'the modem sends no server name where it was given an address' },
]
