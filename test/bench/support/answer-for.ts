import { isRefused } from '../../../bench/refused.ts'
import type { ConfirmRequest, MintRequest } from '../../../core/api/credentials.ts'
import type { Scripted, SeenRequest } from './scripted-api.ts'
import type { StandInCloud } from './stand-in-cloud.ts'

/** The stand-in cloud behind HTTP, as a station meets it. */
export const answerFor = async (cloud: StandInCloud, { path, query, body }: SeenRequest): Promise<Scripted> => {
  const line = /^\/v1\/orders\/(.+)\/articles$/.exec(path)
  if (line) return { body: { orderId: line[1], goldenUnits: [] } }
  const [, orderId = '', unit = '', what, certificateId = ''] =
    /^\/v1\/orders\/(.+)\/devices\/(\d+)\/(\w+)(?:\/(\w+)\/confirmation)?$/.exec(path) ?? []
  const answer =
    what === 'admission'
      ? await cloud.admission({ orderId, imei: unit, firmware: query.firmware ?? '', deviceUuid: query.deviceUuid })
      : certificateId === ''
        ? await cloud.mint({ orderId, imei: unit, request: body as MintRequest })
        : await cloud.confirm({ orderId, imei: unit, certificateId, request: body as ConfirmRequest })
  if (!isRefused(answer)) return { body: answer }
  const { refused: code, params, says: detail, next } = answer
  return { status: 409, body: { type: `urn:${code}`, title: code, status: 409, detail, next, code, params } }
}
