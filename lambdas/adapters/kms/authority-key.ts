import { GetPublicKeyCommand, type KMSClient, NotFoundException, SignCommand } from '@aws-sdk/client-kms'

/** The key of the stations' CA. The private half never leaves KMS. */
export interface AuthorityKey {
  arn: string
  /** DER of the SubjectPublicKeyInfo. */
  publicKey: Buffer
  /** ECDSA with SHA-256 over a text of at most 4096 bytes, DER (KMS API reference, "Sign"). */
  sign(body: Uint8Array): Promise<Buffer>
}

/** Finds the key by its alias, ID or ARN; undefined when there is none. Throws for a key that is no P-256 signing key. */
export const authorityKey = async (kms: KMSClient, keyId: string): Promise<AuthorityKey | undefined> => {
  const found = await kms.send(new GetPublicKeyCommand({ KeyId: keyId })).catch((error: unknown) => {
    if (error instanceof NotFoundException) return undefined
    throw error
  })
  if (found === undefined) return undefined
  const { KeyId: arn = keyId, KeySpec: spec, PublicKey: publicKey } = found
  if (spec !== 'ECC_NIST_P256' || publicKey === undefined)
    throw new Error(`${arn} is a key of type ${spec}; the CA of the stations signs with ECC_NIST_P256`)
  return {
    arn,
    publicKey: Buffer.from(publicKey),
    sign: async (body) => {
      const { Signature: signature } = await kms.send(
        new SignCommand({ KeyId: keyId, Message: body, MessageType: 'RAW', SigningAlgorithm: 'ECDSA_SHA_256' }),
      )
      if (signature === undefined) throw new Error(`KMS answered without a signature of ${arn}`)
      return Buffer.from(signature)
    },
  }
}
