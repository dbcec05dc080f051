import { createPublicKey, generateKeyPairSync, webcrypto } from 'node:crypto'
import { mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { readPem } from '../../core/credential/read-pem.ts'
import { fail } from '../failures/failure.ts'
import { reasonOf } from '../failures/reason-of.ts'
import { patiently } from '../files/patiently.ts'

/** A key that waits for its certificate. It is the station's own, made here and never sent; no device has it. */
export interface PendingKey {
  /** PKCS#10 in PEM. */
  csrPem: string
  keyPath: string
  certificatePath: string
  /** Puts key and certificate in their places. */
  keep(certificatePem: string): Promise<void>
  /** Forgets the key, unless an earlier run left it: that run may have been answered. */
  drop(): Promise<void>
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const

const newKey = (): string =>
  generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()

const requestFor = async (keyPem: string, publicPem: string, name: string): Promise<string> => {
  await import('reflect-metadata')
  const { Pkcs10CertificateRequestGenerator } = await import('@peculiar/x509')
  const der = (pem: string): Buffer => {
    const read = readPem(pem)
    const [block] = read.ok ? read.blocks : []
    if (block === undefined) throw new Error('the key is not PEM')
    return block.der
  }
  const { subtle } = webcrypto
  const [privateKey, publicKey] = await Promise.all([
    subtle.importKey('pkcs8', der(keyPem), algorithm, false, ['sign']),
    subtle.importKey('spki', der(publicPem), algorithm, true, ['verify']),
  ])
  const csr = await Pkcs10CertificateRequestGenerator.create({
    name: [{ CN: [name] }],
    keys: { privateKey, publicKey },
    signingAlgorithm: algorithm,
  })
  return `${csr.toString('pem').trim()}\n`
}

/** Writes the key for its owner alone, and to the disk before anybody is asked; on Windows the folder's rights count. */
const writeKey = async (path: string, pem: string): Promise<void> => {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const file = await open(path, 'wx', 0o600)
  try {
    await file.writeFile(pem)
    await file.sync()
  } finally {
    await file.close()
  }
}

/**
 * Makes the key of a station in `directory`, or takes up the one that an interrupted enrolment left, so that the same
 * certificate is found again. The key of an earlier certificate stays until the new certificate is here.
 */
export const pendingKey = async (directory: string, name: string): Promise<PendingKey> => {
  const at = (suffix: string) => join(resolve(directory), `${name}.${suffix}`)
  const [pendingPath, keyPath, certificatePath] = [at('pending.key.pem'), at('key.pem'), at('crt.pem')]
  let isNew = false
  try {
    await writeKey(pendingPath, newKey())
    isNew = true
  } catch (error) {
    const { code, path } = error as NodeJS.ErrnoException
    // Also mkdir says EEXIST, of a directory that is a file.
    if (code !== 'EEXIST' || path !== pendingPath)
      throw fail('station-key-not-written', { path: pendingPath, reason: reasonOf(error) }, { cause: error })
  }
  const keyPem = await readFile(pendingPath, 'utf8')
  const publicPem = createPublicKey(keyPem).export({ format: 'pem', type: 'spki' }).toString()
  return {
    csrPem: await requestFor(keyPem, publicPem, name),
    keyPath,
    certificatePath,
    keep: async (certificatePem) => {
      await writeFile(`${certificatePath}.new`, certificatePem)
      await patiently(() => rename(`${certificatePath}.new`, certificatePath))
      await patiently(() => rename(pendingPath, keyPath))
    },
    drop: async () => {
      if (isNew) await rm(pendingPath)
    },
  }
}
