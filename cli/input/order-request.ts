import { type OpenOrderRequest, openOrderRequest } from '../../core/api/orders.ts'
import { UsageError } from '../command.ts'
import { readImeiList } from './read-imei-list.ts'
import { readProfile } from './read-profile.ts'

export interface OrderOptions {
  profile: string
  quantity: string
  station: string[]
  reworkStation: string[]
  share: string[]
  tac: string[]
  goldenUnit: string[]
  imeiList?: string
  validUntil?: string
  overrideEndpointCheck?: string
}

/** Which option a key of the request came from, and the value it had. */
const origins: Record<
  string,
  (options: OrderOptions, index: PropertyKey | undefined) => [option: string, value: string]
> = {
  quantity: ({ quantity }) => ['--quantity', quantity],
  stations: ({ station }, index) => ['--station', station[Number(index)] ?? station.join(' ')],
  reworkStations: ({ reworkStation }, index) => [
    '--rework-station',
    reworkStation[Number(index)] ?? reworkStation.join(' '),
  ],
  shares: ({ share }, name) => [
    '--share',
    share.find((text) => text.startsWith(`${String(name)}=`)) ?? share.join(' '),
  ],
  tacs: ({ tac }, index) => ['--tac', tac[Number(index)] ?? tac.join(' ')],
  goldenUnits: ({ goldenUnit }, index) => ['--golden-unit', goldenUnit[Number(index)] ?? goldenUnit.join(' ')],
  imeis: ({ imeiList }) => ['--imei-list', imeiList ?? ''],
  validUntil: ({ validUntil }) => ['--valid-until', validUntil ?? ''],
  overrideEndpointCheck: ({ overrideEndpointCheck }) => ['--override-endpoint-check', overrideEndpointCheck ?? ''],
}

const readShares = (shares: readonly string[]): Record<string, number> =>
  Object.fromEntries(
    shares.map((text) => {
      const [, name, number] = /^(.+)=(\d+)$/.exec(text) ?? []
      if (name === undefined) throw new UsageError(`--share "${text}" is not of the form NAME=NUMBER`)
      return [name, Number(number)]
    }),
  )

/** The request of `order create`, checked before the cloud is asked; what is wrong is named by option and value. */
export const readOrderRequest = async (options: OrderOptions): Promise<OpenOrderRequest> => {
  const { station, reworkStation, share, tac, goldenUnit, imeiList, validUntil, overrideEndpointCheck } = options
  const request = openOrderRequest.safeParse({
    profile: await readProfile(options.profile),
    quantity: Number(options.quantity),
    ...(station.length > 0 && { stations: station }),
    ...(reworkStation.length > 0 && { reworkStations: reworkStation }),
    ...(share.length > 0 && { shares: readShares(share) }),
    ...(tac.length > 0 && { tacs: tac }),
    ...(goldenUnit.length > 0 && { goldenUnits: goldenUnit }),
    ...(imeiList !== undefined && { imeis: await readImeiList(imeiList) }),
    ...(validUntil !== undefined && { validUntil }),
    ...(overrideEndpointCheck !== undefined && { overrideEndpointCheck: { reason: overrideEndpointCheck } }),
  })
  if (request.success) return request.data
  const says = request.error.issues.map(({ path: [name, index], message }) => {
    const [option, value] = origins[String(name)]?.(options, index) ?? [String(name), '']
    return `${option} "${value}": ${message}`
  })
  throw new UsageError(says.join('\n'))
}
