import { profileSchema } from '../../../core/api/profile.ts'
import { checkTrustAnchors } from '../../../lambdas/adapters/trust-anchors.ts'

const profile = (trustAnchors: string[]) =>
  profileSchema.parse({ name: 'p', hostname: null, securityTag: 1, trustAnchors })

test('a root by name fits, and so do the two that a modem may meet', () => {
  expect(checkTrustAnchors(profile(['AmazonRootCA1']))).toBeUndefined()
  expect(checkTrustAnchors(profile(['AmazonRootCA1', 'AmazonRootCA3']))).toBeUndefined()
})

test.each(['nope', 'AAAA'])('a PEM with %s in it, which is no certificate, is named by its position', (inside) => {
  const broken = `-----BEGIN CERTIFICATE-----\n${inside}\n-----END CERTIFICATE-----\n`
  expect(checkTrustAnchors(profile(['AmazonRootCA1', broken]))).toMatchObject({
    refusal: 'trust-anchor-malformed',
    params: { position: 2 },
  })
})

test('four roots do not fit into one write, and an order does not find that out on the bench', () => {
  const all = ['AmazonRootCA1', 'AmazonRootCA2', 'AmazonRootCA3', 'AmazonRootCA4']
  expect(checkTrustAnchors(profile(all))).toMatchObject({
    refusal: 'trust-anchors-unfit',
    params: { why: expect.stringContaining('4095') },
  })
})
