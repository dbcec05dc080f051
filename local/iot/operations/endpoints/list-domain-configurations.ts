import { operation } from '../../operation.ts'
import { domains } from '../../registry/endpoints.ts'
import { pageOf } from '../page.ts'
import { domainArn } from './domain.ts'

interface Input {
  marker?: string
  pageSize?: number
  serviceType?: string
}

export const listDomainConfigurations = operation({
  act: ({ marker, pageSize = 250, serviceType }: Input, iot) => {
    const rows = domains(iot).filter((row) => serviceType === undefined || row.serviceType === serviceType)
    const { items, next } = pageOf(rows, pageSize, marker)
    return {
      domainConfigurations: items.map((row) => ({
        domainConfigurationName: row.domainConfigurationName,
        domainConfigurationArn: domainArn(iot, row),
        serviceType: row.serviceType,
      })),
      nextMarker: next,
    }
  },
})
