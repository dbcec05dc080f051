import { sound } from '../diagnosis.ts'
import type { DiagnosisFacts } from '../diagnosis-facts.ts'
import { breaks, type Link } from '../link.ts'
import { here, quoted } from '../repairs.ts'

const causes = { 'order-missing': 'the row names an order that is not in the registry' }
const broken = breaks(causes)

/** The order that the device was made on; a closed one is as good as an open one for a device that exists. */
export const orderLink: Link<DiagnosisFacts> = {
  name: 'order',
  causes,
  check: ({ device, order, deployed: { registryTable } }) => {
    if (order !== undefined) return sound(`${order.orderId}, ${order.status}, profile ${order.profile.name}`)
    return broken(
      'order-missing',
      `The device belongs to order ${device?.orderId}, which the registry does not have: rows were lost or deleted.`,
      here(
        'Restore the table beside the old one, and copy the order back.',
        `aws dynamodb restore-table-to-point-in-time --source-table-name ${quoted(registryTable)} --target-table-name ${quoted(`${registryTable}-restored`)} --use-latest-restorable-time`,
      ),
      { order: device?.orderId },
    )
  },
}
