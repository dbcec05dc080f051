/** An end of a TLS session. */
export type End = 'client' | 'server'
