import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { fail } from '../failures/failure.ts'
import { reasonOf } from '../failures/reason-of.ts'

/** What a station proves itself with. */
export interface StationIdentity {
  certificate: X509Certificate
  privateKey: KeyObject
}

const read = async <T>(path: string, what: string, parse: (text: string) => T): Promise<T> => {
  try {
    return parse(await readFile(path, 'utf8'))
  } catch (error) {
    // OpenSSL's messages are about its decoder and can quote nothing of the file.
    throw fail('station-file-unreadable', { path, what, reason: reasonOf(error) }, { cause: error })
  }
}

/** The name of a station: the common name of its certificate. */
export const stationOf = ({ subject }: X509Certificate): string =>
  /^CN=(.+)$/m.exec(subject ?? '')?.[1] ?? 'without a name'

/** Reads a station's certificate and key; throws a `BenchError` that names the file. */
export const readIdentity = async (certificatePath: string, keyPath: string): Promise<StationIdentity> => {
  const certificate = await read(certificatePath, 'a PEM certificate', (text) => new X509Certificate(text))
  const privateKey = await read(keyPath, 'a PEM private key', createPrivateKey)
  if (!certificate.checkPrivateKey(privateKey))
    throw fail('station-key-differs', { certificate: certificatePath, key: keyPath })
  return { certificate, privateKey }
}
