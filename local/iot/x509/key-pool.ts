import { generateKeyPair } from 'node:crypto'
import { promisify } from 'node:util'

/** PEM of an RSA-2048 pair as CreateKeysAndCertificate gives it: SPKI and PKCS#1 (reference 1.2). */
export interface KeyPairPem {
  publicKey: string
  privateKey: string
}

export interface KeyPool {
  take(): Promise<KeyPairPem>
  /** Resolves when no key is being made. */
  idle(): Promise<void>
  close(): Promise<void>
}

const generate = promisify(generateKeyPair)

const makePair = (): Promise<KeyPairPem> =>
  generate('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  })

/** Makes `spare` pairs ahead from the first request on, because one takes a sixth of a second; they live in memory only. */
export const createKeyPool = (spare = 2): KeyPool => {
  const ready: Promise<KeyPairPem>[] = []
  let closed = false
  const refill = () => {
    while (!closed && ready.length < spare) ready.push(makePair())
  }
  const idle = async () => {
    await Promise.all(ready)
  }
  return {
    take: () => {
      const pair = ready.shift() ?? makePair()
      refill()
      return pair
    },
    idle,
    close: async () => {
      closed = true
      await idle()
      ready.length = 0
    },
  }
}
