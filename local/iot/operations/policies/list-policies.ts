import { operation } from '../../operation.ts'
import { pageOf } from '../page.ts'

interface Input {
  marker?: string
  pageSize?: number
  ascendingOrder?: boolean
}

export const listPolicies = operation({
  act: ({ marker, pageSize = 250, ascendingOrder = false }: Input, iot) => {
    const rows = iot.tables.policies.entries().map(([, row]) => row)
    rows.sort((a, b) => (ascendingOrder ? a.createdAt - b.createdAt : b.createdAt - a.createdAt))
    const { items, next } = pageOf(rows, pageSize, marker)
    return {
      policies: items.map(({ policyName }) => ({ policyName, policyArn: iot.arn.policy(policyName) })),
      nextMarker: next,
    }
  },
})
