const names: Record<number, string> = { 768: 'SSL 3.0', 769: 'TLS 1.0', 770: 'TLS 1.1', 771: 'TLS 1.2', 772: 'TLS 1.3' }

export const tls12 = 0x0303
export const tls13 = 0x0304

export const versionName = (version: number): string => names[version] ?? `0x${version.toString(16).padStart(4, '0')}`

/** Values that clients mix in to keep servers tolerant; they mean nothing (RFC 8701). */
export const isGrease = (value: number): boolean => (value & 0x0f0f) === 0x0a0a && value >> 8 === (value & 0xff)
