import type { AdmissionAnswer } from '../../core/api/admission.ts'
import type { ConfirmAnswer, ConfirmRequest, MintAnswer, MintRequest } from '../../core/api/credentials.ts'
import type { DeviceDetail } from '../../core/api/devices.ts'
import type { OpenOrderRequest, OrderAnswer } from '../../core/api/orders.ts'
import type { Refused } from '../refused.ts'

/**
 * The factory API as the bench sees it. The cloud's "no" is a value; an outage is thrown as a `BenchError` of layer
 * `cloud`, after every retry that is worth it.
 */
export interface FactoryApi {
  admission(unit: {
    orderId: string
    imei: string
    firmware: string
    /** As the modem told it under a challenge. */
    deviceUuid?: string
  }): Promise<AdmissionAnswer | Refused>
  mint(unit: { orderId: string; imei: string; request: MintRequest }): Promise<MintAnswer | Refused>
  confirm(unit: {
    orderId: string
    imei: string
    certificateId: string
    request: ConfirmRequest
  }): Promise<ConfirmAnswer | Refused>
  openOrder(request: OpenOrderRequest): Promise<OrderAnswer | Refused>
  readOrder(orderId: string): Promise<OrderAnswer | Refused>
  readDevice(imei: string): Promise<DeviceDetail | Refused>
}

/** What flashing needs of it. */
export type StationApi = Pick<FactoryApi, 'admission' | 'mint' | 'confirm'>
