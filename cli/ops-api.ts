import type { z } from 'zod'
import { type ConnectOptions, connectRoutes } from '../bench/cloud/call-route.ts'
import type { Refused } from '../bench/refused.ts'
import type {
  DeviceAnswer,
  DeviceHistory,
  DeviceList,
  listDevicesQuery,
  RecheckAnswer,
  RecheckRequest,
  TakeAwayRequest,
} from '../core/api/devices.ts'
import type { DiagnosisAnswer, DiagnosisRequest } from '../core/api/diagnosis.ts'
import type { EndpointCheckAnswer, EndpointCheckRequest } from '../core/api/endpoint-checks.ts'
import type { FleetViewAnswer } from '../core/api/fleet-view.ts'
import type { listOrdersQuery, OrderAnswer, OrderList } from '../core/api/orders.ts'
import type { ReplayAnswer, ReplayRequest } from '../core/api/presence-events.ts'
import { routes } from '../core/api/routes.ts'
import type { SweepAnswer } from '../core/api/sweeps.ts'

/** The ways to take a device away, by the words of the command line. */
export const takeAwayRoutes = {
  suspend: routes['suspend-device'],
  resume: routes['resume-device'],
  revoke: routes['revoke-device'],
  scrap: routes['scrap-device'],
} as const
export type TakeAway = keyof typeof takeAwayRoutes

/** The calls that only ops may make, beside those of the bench. All of them are harmless when asked twice. */
export interface OpsApi {
  listOrders(query: z.input<typeof listOrdersQuery>): Promise<OrderList | Refused>
  closeOrder(orderId: string): Promise<OrderAnswer | Refused>
  reopenOrder(orderId: string): Promise<OrderAnswer | Refused>
  listDevices(query: z.input<typeof listDevicesQuery>): Promise<DeviceList | Refused>
  readHistory(imei: string): Promise<DeviceHistory | Refused>
  takeAway(act: TakeAway, imei: string, request: TakeAwayRequest): Promise<DeviceAnswer | Refused>
  recheck(imei: string, request: RecheckRequest): Promise<RecheckAnswer | Refused>
  diagnose(imei: string, request: DiagnosisRequest): Promise<DiagnosisAnswer | Refused>
  sweep(request: z.input<typeof routes.sweep.request>): Promise<SweepAnswer | Refused>
  checkEndpoint(request: EndpointCheckRequest): Promise<EndpointCheckAnswer | Refused>
  replayEvents(request: ReplayRequest): Promise<ReplayAnswer | Refused>
  readFleetView(): Promise<FleetViewAnswer | Refused>
  surveyFleet(): Promise<FleetViewAnswer | Refused>
}

const textsOf = (query: object): Record<string, string> =>
  Object.fromEntries(
    Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  )

/** The ops side of the factory API over HTTPS. */
export const connectOpsApi = (options: ConnectOptions): OpsApi => {
  const call = connectRoutes(options)
  return {
    listOrders: (query) => call(routes['list-orders'], {}, { query: textsOf(query) }),
    closeOrder: (orderId) => call(routes['close-order'], { orderId }),
    reopenOrder: (orderId) => call(routes['reopen-order'], { orderId }),
    listDevices: (query) => call(routes['list-devices'], {}, { query: textsOf(query) }),
    readHistory: (imei) => call(routes['read-device-history'], { imei }),
    takeAway: (act, imei, request) => call(takeAwayRoutes[act], { imei }, { body: request }),
    recheck: (imei, request) => call(routes['recheck-device'], { imei }, { body: request }),
    diagnose: (imei, request) => call(routes['diagnose-device'], { imei }, { body: request }),
    sweep: (request) => call(routes.sweep, {}, { body: request }),
    checkEndpoint: (request) => call(routes['check-endpoint'], {}, { body: request }),
    replayEvents: (request) => call(routes['replay-events'], {}, { body: request }),
    readFleetView: () => call(routes['read-fleet-view'], {}),
    surveyFleet: () => call(routes['survey-fleet'], {}),
  }
}
