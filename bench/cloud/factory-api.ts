import type { AdmissionAnswer } from '../../core/api/admission.ts'
import type { ArticleAnswer } from '../../core/api/articles.ts'
import type { ReportAttachAnswer, ReportAttachRequest } from '../../core/api/attach-times.ts'
import type { ConfirmAnswer, ConfirmRequest, MintAnswer, MintRequest } from '../../core/api/credentials.ts'
import type { DeviceDetail } from '../../core/api/devices.ts'
import type { LineEvent, OpenLineRequest } from '../../core/api/line.ts'
import type { OpenOrderRequest, OrderAnswer } from '../../core/api/orders.ts'
import type { Refused } from '../refused.ts'

/**
 * The factory API as the bench sees it. The cloud's "no" is a value; an outage is thrown as a `BenchError` of layer
 * `cloud`, after every retry that is worth it.
 */
export interface FactoryApi extends LineApi {
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

/** What a line needs besides: first articles, and what is told later because no unit waits for it. */
export interface LineApi {
  /** The order's golden units and, asked about one, how it is keyed. */
  goldenUnits(line: { orderId: string; imei?: string }): Promise<ArticleAnswer | Refused>
  /** The calls of a unit for a golden one; `simulated` is written down with the order. */
  article(how: { simulated: boolean }): StationApi
  openLine(line: { orderId: string; request: OpenLineRequest }): Promise<LineEvent | Refused>
  reportAttach(unit: {
    orderId: string
    imei: string
    request: ReportAttachRequest
  }): Promise<ReportAttachAnswer | Refused>
}

/** What flashing needs of it. */
export type StationApi = Pick<FactoryApi, 'admission' | 'mint' | 'confirm'>
