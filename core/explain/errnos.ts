/** Both numberings: newlib and picolibc share theirs, Zephyr's minimal libc has its own. */
export type LibcNumbering = 'newlib/picolibc' | 'minimal libc'

export interface ErrnoRow {
  symbol: string
  newlib: number
  minimal: number
  /** The numbers that no source confirms. */
  unconfirmed?: readonly LibcNumbering[]
  cause: string
  next: string
  source: string
}

/** What the socket errors of an nRF91 application mean (sdk-nrf nrf_cloud connect_error_translate, nrf_modem changelog). */
export const errnos: readonly ErrnoRow[] = [
  {
    symbol: 'EINVAL',
    newlib: 22,
    minimal: 22,
    cause: 'the private key is bad, or client ID, endpoint or certificates are malformed',
    next: 'mintmark inspect --port PORT --tag TAG --cert CERT.pem',
    source: 'sdk-nrf nrf_cloud connect_error_translate; Nordic asset tracker notes, troubleshooting',
  },
  {
    symbol: 'EOPNOTSUPP',
    newlib: 95,
    minimal: 45,
    cause:
      'CA or client certificate is missing or invalid, the security tag is wrong, or no common cipher suite or TLS version',
    next: 'AT%CMNG=1, then mintmark inspect --port PORT --tag TAG',
    source: 'sdk-nrf nrf_cloud connect_error_translate; bifravst/cat-tracker-fw 53',
  },
  {
    symbol: 'ECONNREFUSED',
    newlib: 111,
    minimal: 61,
    cause:
      'a certificate or key is missing or wrong (since nrf_modem 1.1.0 also what was EOPNOTSUPP before), or the name check failed',
    next: 'AT%CMNG=1, then mintmark inspect --port PORT --tag TAG',
    source: 'nrf_modem changelog 1.1.0; DevZone 126485',
  },
  {
    symbol: 'ETIMEDOUT',
    newlib: 116,
    minimal: 60,
    cause: 'no route: the SIM has no data, or a firewall or private APN blocks the port',
    next: 'mintmark probe HOST:8883 from the same network; AT+CGDCONT? and AT+CEREG? on the device',
    source: 'sdk-nrf nrf_cloud connect_error_translate',
  },
  {
    symbol: 'ENOTCONN',
    newlib: 128,
    minimal: 57,
    cause:
      'the server closed the connection: wrong host name in SNI, certificate not active, no policy, or client ID not allowed',
    next: 'mintmark check --mfw FIRMWARE --hostname HOST --expected-endpoint ENDPOINT, then mintmark doctor IMEI',
    source: 'Nordic asset tracker notes, troubleshooting; DevZone 85312',
  },
  {
    symbol: 'ECONNRESET',
    newlib: 104,
    minimal: 54,
    cause: 'the server reset the connection',
    next: 'mintmark probe HOST --as FIRMWARE',
    source: 'POSIX; same causes as a close by the server',
  },
  {
    symbol: 'EHOSTUNREACH',
    newlib: 118,
    minimal: 65,
    unconfirmed: ['newlib/picolibc'],
    cause: 'the host name or URL is wrong',
    next: 'mintmark check --mfw FIRMWARE --hostname HOST --expected-endpoint ENDPOINT',
    source: 'sdk-nrf aws_fota.rst',
  },
  {
    symbol: 'EAGAIN',
    newlib: 11,
    minimal: 11,
    cause: 'from getaddrinfo: no data is left on the SIM, so DNS gives no answer',
    next: "look up the SIM's data volume; AT+CGDCONT? shows whether it has an address",
    source: 'Nordic asset tracker notes, troubleshooting',
  },
  {
    symbol: 'ENOMEM',
    newlib: 12,
    minimal: 12,
    cause: 'a buffer is too small, for instance for the topics',
    next: 'raise the MQTT buffers (CONFIG_AWS_IOT_MQTT_RX_TX_BUFFER_LEN, CONFIG_MQTT_HELPER_RX_TX_BUFFER_SIZE)',
    source: 'bifravst/firmware 32',
  },
  {
    symbol: 'ENOBUFS',
    newlib: 105,
    minimal: 55,
    unconfirmed: ['newlib/picolibc', 'minimal libc'],
    cause: 'a TLS record was larger than the buffer of the secure socket (about 2 kB)',
    next: 'keep messages under 2 kB; read large documents in parts',
    source: 'bsdlib changelog 0.4.3',
  },
]
