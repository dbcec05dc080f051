import { routes } from '../../core/api/routes.ts'
import { fail } from '../failures/failure.ts'
import { isRefused } from '../refused.ts'
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
    goldenUnits: ({ orderId, ...query }) => call(routes['admit-article'], { orderId }, { query }),
    article: ({ simulated }) => ({
      async admission({ orderId, imei, firmware }) {
        const answer = await call(routes['admit-article'], { orderId }, { query: { imei, firmware } })
        if (isRefused(answer)) return answer
        if (answer.unit === undefined)
          throw fail('answer-not-understood', { url: options.settings.apiUrl, status: 200, why: 'unit: it is missing' })
        return answer.unit
      },
      mint: ({ orderId, imei, request }) =>
        call(routes['mint-article'], { orderId, imei }, { body: { ...request, simulated } }),
      confirm: ({ orderId, imei, certificateId, request }) =>
        call(routes['confirm-article'], { orderId, imei, certificateId }, { body: request }),
    }),
    openLine: ({ orderId, request }) => call(routes['open-line'], { orderId }, { body: request }),
    reportAttach: ({ orderId, imei, request }) => call(routes['report-attach'], { orderId, imei }, { body: request }),
    readDevice: (imei) => call(routes['read-device'], { imei }),
  }
}
