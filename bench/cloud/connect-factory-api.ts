import { routes } from '../../core/api/routes.ts'
import { type ConnectOptions, connectRoutes } from './call-route.ts'
import type { FactoryApi } from './factory-api.ts'

export type { ConnectOptions } from './call-route.ts'

/** The factory API over HTTPS; one client a process, so that connections are kept and shared. */
export const connectFactoryApi = (options: ConnectOptions): FactoryApi => {
  const call = connectRoutes(options)
  return {
    admission: ({ orderId, imei, ...query }) => call(routes.admission, { orderId, imei }, { query }),
    mint: ({ orderId, imei, request }) => call(routes['mint-credential'], { orderId, imei }, { body: request }),
    confirm: ({ orderId, imei, certificateId, request }) =>
      call(routes['confirm-credential'], { orderId, imei, certificateId }, { body: request }),
    // Without a token of its own, asking twice could open two orders.
    openOrder: (request) => call(routes['open-order'], {}, { body: request, repeatable: false }),
    readOrder: (orderId) => call(routes['read-order'], { orderId }),
    readDevice: (imei) => call(routes['read-device'], { imei }),
  }
}
