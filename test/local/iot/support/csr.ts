import { execFileSync } from 'node:child_process'
import { createPrivateKey, createPublicKey, sign } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { der } from '../../../../local/iot/x509/der.ts'
import { distinguishedName } from '../../../../local/iot/x509/distinguished-name.ts'
import { toPem } from '../../../../local/iot/x509/pem.ts'

const ecdsaWithSha256 = '1.2.840.10045.4.3.2'
const sha256WithRsa = '1.2.840.113549.1.1.11'

export interface CsrOptions {
  commonName?: string
  /** As some modems write it: a NULL beside the ECDSA algorithm. */
  nullParameters?: boolean
  breakSignature?: boolean
}

/** A PKCS#10 request over the key, PEM. */
export const csrOf = (privateKeyPem: string, options: CsrOptions = {}): string => {
  const key = createPrivateKey(privateKeyPem)
  const isRsa = key.asymmetricKeyType === 'rsa'
  const info = der.sequence(
    der.integer(Buffer.from([0])),
    options.commonName === undefined ? der.sequence() : distinguishedName({ CN: options.commonName }),
    createPublicKey(key).export({ format: 'der', type: 'spki' }),
    der.explicit(0),
  )
  const parameters = isRsa || options.nullParameters ? [der.null()] : []
  const algorithm = der.sequence(der.oid(isRsa ? sha256WithRsa : ecdsaWithSha256), ...parameters)
  const signed = options.breakSignature ? Buffer.concat([info, Buffer.from('x')]) : info
  return toPem('CERTIFICATE REQUEST', der.sequence(info, algorithm, der.bitString(sign('sha256', signed, key))))
}

/** Runs openssl with files in a folder of its own; gives stdout. */
export const openssl = (args: string[], files: Record<string, string> = {}): string => {
  const folder = mkdtempSync(join(tmpdir(), 'iot-openssl-'))
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text, { mode: 0o600 })
    return execFileSync('openssl', args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
  } finally {
    rmSync(folder, { recursive: true })
  }
}
