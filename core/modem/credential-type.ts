/** The credential types of `%CMNG` (nRF9160 AT Commands, %CMNG); 0 to 2 are what a TLS client needs. */
export const credentialType = { rootCa: 0, clientCertificate: 1, privateKey: 2, psk: 3, pskIdentity: 4 } as const

const names: Readonly<Record<number, string>> = {
  0: 'root CA certificate',
  1: 'client certificate',
  2: 'private key',
  3: 'pre-shared key',
  4: 'pre-shared key identity',
  5: 'public key',
  6: 'device identity public key',
  8: 'endorsement key',
  9: 'ownership key',
  10: 'Nordic identity root CA',
  11: 'Nordic base public key',
}

/** `private key` for 2; `item of type 12` for a type that nobody published. */
export function credentialTypeName(type: number): string {
  return names[type] ?? `item of type ${type}`
}
