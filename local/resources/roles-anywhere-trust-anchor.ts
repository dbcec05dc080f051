import { TemplateError } from '../template/template-error.ts'
import type { ResourceHandler } from './resource-handler.ts'

export const rolesAnywhereTrustAnchor: ResourceHandler = {
  allowed: ['Enabled', 'Name', 'Source.SourceData.X509CertificateData', 'Source.SourceType'],
  withoutEffect: ['Tags[].*'],
  isUpdatable: true,
  create: (properties, { cloud, where, generatedName }) => {
    const source = properties.object('Source')
    if (source.text('SourceType') !== 'CERTIFICATE_BUNDLE')
      throw new TemplateError(`${where}: the local cloud knows the SourceType CERTIFICATE_BUNDLE alone`)
    const { id, arn } = cloud.anchors.putTrustAnchor(generatedName(), {
      name: properties.text('Name'),
      // Off unless said otherwise (API reference, CreateTrustAnchor).
      enabled: properties.flag('Enabled', false),
      certificatePem: source.object('SourceData').text('X509CertificateData'),
    })
    return { ref: id, attributes: { TrustAnchorArn: arn, TrustAnchorId: id } }
  },
}
