import * as z from 'zod'
import { openingReason } from '../../core/api/line.ts'
import type { Station } from '../station/create-station.ts'

/** What the local API answers; problems have the form of RFC 9457, as the factory API's. */
export type ApiAnswer = { status: number; body: unknown }

const serial = z.string().regex(/^[A-Za-z0-9._:/-]{1,64}$/, 'letters, digits and . _ : / - only')
export const startBody = z.strictObject({
  serial: serial.optional(),
  /** Refuses any other unit before it is touched. */
  imei: z
    .string()
    .regex(/^\d{15}$/, 'an IMEI has 15 digits')
    .optional(),
})

export const problem = (status: number, code: string, detail: string, next: string): ApiAnswer => ({
  status,
  body: { type: `urn:mintmark:station:${code}`, title: code, status, code, detail, next },
})

/** `GET /api/v1/state`, and the first event of a stream. */
export const stateOf = (station: Station) => ({
  orderId: station.orderId,
  slots: station.slots(),
  summary: station.summary(),
  order: station.order(),
  line: station.line(),
})

const start = (station: Station, slot: number, body: unknown): ApiAnswer => {
  const request = startBody.safeParse(body ?? {})
  if (!request.success) {
    const [issue] = request.error.issues
    return problem(400, 'request-malformed', `${issue?.path.join('.')}: ${issue?.message}`, 'Correct the value named.')
  }
  const begun = station.start(slot, request.data)
  if (begun === 'unknown-slot')
    return problem(404, 'slot-not-found', `This station has no slot ${slot}.`, 'Take a slot that /state lists.')
  if (begun === 'line-closed') {
    const { says, next } = station.line()?.sentence ?? { says: 'The line is closed.', next: 'Look at /state.' }
    return problem(409, 'line-closed', says, next)
  }
  if (begun === 'busy')
    return problem(409, 'slot-busy', `Slot ${slot} has a unit in work.`, 'Wait until its colour is not "working".')
  return { status: 202, body: { slot, started: true } }
}

const unitOf = (station: Station, imei: string): ApiAnswer => {
  const unit = station.units().find((each) => each.imei === imei)
  return unit
    ? { status: 200, body: unit }
    : problem(404, 'unit-not-found', `Unit ${imei} was not run in this shift.`, 'Check the IMEI.')
}

const reprint = async (station: Station, imei: string): Promise<ApiAnswer> => {
  const unit = await station.reprint(imei)
  return unit
    ? { status: 200, body: unit }
    : problem(409, 'unit-not-confirmed', `Unit ${imei} has no confirmed credential here.`, 'Flash it first.')
}

/** `POST /api/v1/line/open` */
export const openBody = z.strictObject({ reason: openingReason, by: z.string().trim().min(1).max(64).optional() })

const noGate = (): ApiAnswer =>
  problem(409, 'line-without-gate', 'This station has no gate.', 'It was started without a cloud that knows lines.')

const openLine = async (station: Station, _: string, body: unknown): Promise<ApiAnswer> => {
  const opening = openBody.safeParse(body ?? {})
  if (!opening.success) {
    const [issue] = opening.error.issues
    return problem(400, 'request-malformed', `${issue?.path.join('.')}: ${issue?.message}`, 'Correct the value named.')
  }
  if (station.line() === undefined) return noGate()
  await station.openLine(opening.data)
  return { status: 200, body: { line: station.line() } }
}

const simulate = async (station: Station): Promise<ApiAnswer> => {
  if (station.line() === undefined) return noGate()
  await station.simulateArticle()
  return { status: 200, body: { line: station.line() } }
}

type Handler = (station: Station, name: string, body: unknown) => ApiAnswer | Promise<ApiAnswer>

const routes: [method: string, path: RegExp, handler: Handler][] = [
  ['GET', /^\/api\/v1\/state$/, (station) => ({ status: 200, body: stateOf(station) })],
  ['GET', /^\/api\/v1\/units$/, (station) => ({ status: 200, body: { units: station.units() } })],
  ['GET', /^\/api\/v1\/units\/(\d{15})$/, unitOf],
  ['POST', /^\/api\/v1\/units\/(\d{15})\/label$/, reprint],
  ['POST', /^\/api\/v1\/line\/open$/, openLine],
  ['POST', /^\/api\/v1\/line\/simulate$/, simulate],
  ['POST', /^\/api\/v1\/slots\/(\d{1,3})\/start$/, (station, slot, body) => start(station, Number(slot), body)],
]

/** Answers one request of the local API. */
export const answerApi = async (station: Station, method: string, path: string, body: unknown): Promise<ApiAnswer> => {
  const found = routes.filter(([, pattern]) => pattern.test(path))
  const route = found.find(([known]) => known === method)
  if (route) return route[2](station, route[1].exec(path)?.[1] ?? '', body)
  return found.length > 0
    ? problem(405, 'method-not-allowed', `${path} knows no ${method}.`, 'See docs/station-api.md.')
    : problem(404, 'not-found', `There is nothing at ${path}.`, 'See docs/station-api.md.')
}
