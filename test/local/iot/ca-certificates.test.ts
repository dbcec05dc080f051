import { createPrivateKey, generateKeyPairSync } from 'node:crypto'
import {
  CreateCertificateFromCsrCommand,
  DeleteCACertificateCommand,
  DescribeCACertificateCommand,
  DescribeCertificateCommand,
  GetRegistrationCodeCommand,
  ListCACertificatesCommand,
  RegisterCACertificateCommand,
  RegisterCertificateCommand,
  UpdateCACertificateCommand,
} from '@aws-sdk/client-iot'
import { buildCertificate } from '../../../local/iot/x509/build-certificate.ts'
import { distinguishedName } from '../../../local/iot/x509/distinguished-name.ts'
import { toPem } from '../../../local/iot/x509/pem.ts'
import { publicKeyDer } from '../../../local/iot/x509/public-key-der.ts'
import { ecKey, refusal, startControlPlane } from './support/control-plane.ts'
import { csrOf } from './support/csr.ts'

const { client } = await startControlPlane()

const makeCa = (name: string) => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const issuer = distinguishedName({ O: 'Factory', CN: name })
  const sign = (commonName: string, usage: 'ca' | 'client', publicKey = publicKeyDer(privateKey)) =>
    toPem(
      'CERTIFICATE',
      buildCertificate(
        {
          serial: Buffer.from(commonName.padEnd(16, '0').slice(0, 16)),
          issuer,
          subject: usage === 'ca' ? issuer : distinguishedName({ CN: commonName }),
          publicKey,
          notBefore: new Date('2026-01-01'),
          notAfter: new Date('2036-01-01'),
          usage,
        },
        privateKey,
      ),
    )
  return { certificate: sign(name, 'ca'), sign }
}

test('the registration code is 64 hex digits and always the same', async () => {
  const ask = async () => (await client.send(new GetRegistrationCodeCommand({}))).registrationCode
  expect(await ask()).toMatch(/^[0-9a-f]{64}$/)
  expect(await ask()).toBe(await ask())
})

test('a CA in DEFAULT mode proves itself with the registration code, and its certificates take over its mode', async () => {
  const ca = makeCa('default')
  const register = (verificationCertificate?: string) =>
    client.send(new RegisterCACertificateCommand({ caCertificate: ca.certificate, verificationCertificate }))
  expect(await refusal(register())).toBe('InvalidRequestException 400')
  expect(await refusal(register(ca.sign('wrong', 'client')))).toBe('RegistrationCodeValidationException 400')
  const { registrationCode = '' } = await client.send(new GetRegistrationCodeCommand({}))
  expect(await refusal(register(makeCa('other').sign(registrationCode, 'client')))).toBe(
    'CertificateValidationException 400',
  )
  const { certificateId } = await register(ca.sign(registrationCode, 'client'))
  expect(await refusal(register(ca.sign(registrationCode, 'client')))).toBe('ResourceAlreadyExistsException 409')
  const certificatePem = ca.sign('device', 'client', publicKeyDer(createPrivateKey(ecKey().privateKey)))
  const device = await client.send(new RegisterCertificateCommand({ certificatePem, status: 'ACTIVE' }))
  const read = await client.send(new DescribeCertificateCommand({ certificateId: device.certificateId }))
  expect(read.certificateDescription).toMatchObject({
    status: 'ACTIVE',
    certificateMode: 'DEFAULT',
    caCertificateId: certificateId,
  })
})

test('a CA in SNI_ONLY mode needs no proof; it is updated, listed and deleted by its rules', async () => {
  const ca = makeCa('sni')
  const { certificateId } = await client.send(
    new RegisterCACertificateCommand({ caCertificate: ca.certificate, certificateMode: 'SNI_ONLY', setAsActive: true }),
  )
  const certificatePem = ca.sign('unit', 'client', publicKeyDer(createPrivateKey(ecKey().privateKey)))
  const device = await client.send(new RegisterCertificateCommand({ certificatePem }))
  const read = await client.send(new DescribeCertificateCommand({ certificateId: device.certificateId }))
  expect(read.certificateDescription).toMatchObject({ status: 'INACTIVE', certificateMode: 'SNI_ONLY' })
  const remove = () => refusal(client.send(new DeleteCACertificateCommand({ certificateId })))
  expect(await remove()).toBe('CertificateStateException 406')
  await client.send(new UpdateCACertificateCommand({ certificateId, newStatus: 'INACTIVE' }))
  const described = await client.send(new DescribeCACertificateCommand({ certificateId }))
  expect(described.certificateDescription).toMatchObject({ status: 'INACTIVE', autoRegistrationStatus: 'DISABLE' })
  const { certificates } = await client.send(new ListCACertificatesCommand({}))
  expect(certificates?.map((row) => row.certificateId)).toContain(certificateId)
  expect(await remove()).toBe('accepted')
})

test('auto-registration, which is not here, is refused and not ignored', async () => {
  const input = { caCertificate: makeCa('auto').certificate, certificateMode: 'SNI_ONLY' as const }
  const register = new RegisterCACertificateCommand({ ...input, allowAutoRegistration: true })
  expect(await refusal(client.send(register))).toBe('InvalidRequestException 400')
})

test('a certificate that AWS signed itself has no registered CA', async () => {
  const csr = new CreateCertificateFromCsrCommand({ certificateSigningRequest: csrOf(ecKey().privateKey) })
  const { certificatePem } = await client.send(csr)
  expect(await refusal(client.send(new RegisterCertificateCommand({ certificatePem })))).toBe(
    'CertificateValidationException 400',
  )
})
