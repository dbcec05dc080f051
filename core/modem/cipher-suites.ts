import type { FirmwareFacts } from './firmware-facts.ts'

export interface CipherSuite {
  /** IANA number. */
  code: number
  /** As OpenSSL and Node name it. */
  openssl: string
}

const base: readonly CipherSuite[] = [
  { code: 0xc024, openssl: 'ECDHE-ECDSA-AES256-SHA384' },
  { code: 0xc00a, openssl: 'ECDHE-ECDSA-AES256-SHA' },
  { code: 0xc023, openssl: 'ECDHE-ECDSA-AES128-SHA256' },
  { code: 0xc009, openssl: 'ECDHE-ECDSA-AES128-SHA' },
  { code: 0xc014, openssl: 'ECDHE-RSA-AES256-SHA' },
  { code: 0xc027, openssl: 'ECDHE-RSA-AES128-SHA256' },
  { code: 0xc013, openssl: 'ECDHE-RSA-AES128-SHA' },
]

const gcm: readonly CipherSuite[] = [
  { code: 0xc02b, openssl: 'ECDHE-ECDSA-AES128-GCM-SHA256' },
  { code: 0xc02f, openssl: 'ECDHE-RSA-AES128-GCM-SHA256' },
  { code: 0xc030, openssl: 'ECDHE-RSA-AES256-GCM-SHA384' },
]

/** The TLS 1.2 suites a modem offers with certificates (nrf_socket.h); no nRF91 firmware speaks TLS 1.3. */
export function cipherSuitesOf(facts: FirmwareFacts): readonly CipherSuite[] {
  return facts.gcmSuites.value ? [...base, ...gcm] : base
}
