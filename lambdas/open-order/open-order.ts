import type { OpenOrderRequest, OrderAnswer } from '../../core/api/orders.ts'
import { parseImei } from '../../core/device/imei.ts'
import type { AccountEndpoints } from '../../core/endpoint/endpoint-check.ts'
import { checkProfile } from '../../core/order/check-profile.ts'
import { rolePrincipal } from '../../core/order/is-station.ts'
import { noDevices, orderAnswerOf } from '../../core/order/order-answer.ts'
import type { OrderRecord } from '../../core/order/order-record.ts'
import { explainRefusal, isRefusal, type Refusal, refuse } from '../../core/refusals/refusal.ts'
import { writeOrder } from '../adapters/registry/orders.ts'
import type { Table } from '../adapters/registry/table.ts'
import { checkTrustAnchors } from '../adapters/trust-anchors.ts'
import { checkStations } from './check-stations.ts'

export interface OpenOrderDependencies {
  table: Table
  /** Name of the role that stations with a certificate share. */
  stationRole: string
  account: () => Promise<AccountEndpoints>
  now: () => number
  newOrderId: () => string
}

const checkedImeis = (imeis: readonly string[]): string[] | Refusal => {
  const checked = new Set<string>()
  for (const text of imeis) {
    const parsed = parseImei(text)
    if (!parsed.ok) return refuse('imei-malformed', { imei: text, why: parsed.says })
    checked.add(parsed.imei)
  }
  return [...checked]
}

/** Opens an order if devices made to its profile could connect to this account (DESIGN step 1). */
export const openOrder =
  (deps: OpenOrderDependencies) =>
  async (request: OpenOrderRequest, caller: string): Promise<OrderAnswer | Refusal> => {
    const { profile } = request
    const imeis = checkedImeis(request.imeis ?? [])
    if (isRefusal(imeis)) return imeis
    const goldenUnits = checkedImeis(request.goldenUnits ?? [])
    if (isRefusal(goldenUnits)) return goldenUnits
    const unfit = checkTrustAnchors(profile)
    if (unfit !== undefined) return unfit
    const { shares = {}, stations = [rolePrincipal(caller)] } = request
    const strangers = Object.keys(shares).filter((principal) => !stations.includes(principal))
    if (strangers.length > 0) return refuse('shares-of-strangers', { principals: strangers })
    const { reworkStations = [] } = request
    const [account, untrusted] = await Promise.all([
      deps.account(),
      checkStations(deps, [...stations, ...reworkStations]),
    ])
    if (untrusted !== undefined) return untrusted
    const checked = checkProfile(profile, account)
    const override = request.overrideEndpointCheck
    if (checked.refusal !== undefined && override === undefined) return checked.refusal
    const order: OrderRecord = {
      orderId: deps.newOrderId(),
      status: 'open',
      profile,
      quantity: request.quantity,
      spent: 0,
      stations,
      reworkStations,
      shares,
      spentBy: Object.fromEntries(Object.keys(shares).map((principal) => [principal, 0])),
      openedAt: new Date(deps.now()).toISOString(),
      openedBy: caller,
      validUntil: request.validUntil === undefined ? undefined : new Date(request.validUntil).toISOString(),
      listedDevices: request.imeis === undefined ? undefined : imeis.length,
      tacs: request.tacs,
      ...(goldenUnits.length === 0 ? {} : { goldenUnits }),
      warnings: checked.refusal === undefined ? checked.warnings : [explainRefusal(checked.refusal).says],
      account,
      overrideReason: override?.reason,
    }
    await writeOrder(deps.table, order, imeis)
    return orderAnswerOf(order, noDevices)
  }
