import { createPublicKey } from 'node:crypto'
import { operation } from '../../operation.ts'
import { ownSubject } from '../../x509/issue-device-certificate.ts'
import { publicKeyDer } from '../../x509/public-key-der.ts'
import { issue } from './issue.ts'

interface Input {
  setAsActive?: boolean
}

/** The private key is in this answer and nowhere else (reference 1.2). */
export const createKeysAndCertificate = operation({
  act: async ({ setAsActive }: Input, iot) => {
    const { publicKey, privateKey } = await iot.keys.take()
    const certificate = await issue(iot, ownSubject, publicKeyDer(createPublicKey(publicKey)), setAsActive)
    return { ...certificate, keyPair: { PublicKey: publicKey, PrivateKey: privateKey } }
  },
})
