import type { z } from 'zod'
import { type Route, routes } from '../../core/api/routes.ts'
import { systemTimers, type Timers } from '../timers.ts'
import { askCloud } from './ask-cloud.ts'
import type { CloudSettings } from './cloud-settings.ts'
import type { FactoryApi } from './factory-api.ts'
import { type Credentials, requestSigner } from './request-signer.ts'

export interface ConnectOptions {
  settings: CloudSettings
  /** The standard chain of variables and profiles unless given. */
  credentials?: () => Promise<Credentials>
  fetch?: typeof globalThis.fetch
  timers?: Timers
  now?: () => Date
  random?: () => number
  signal?: AbortSignal
}

/** Loaded at the first call, because most commands need no cloud. The chain keeps what it found until it expires. */
const standardCredentials = (): (() => Promise<Credentials>) => {
  let chain: Promise<() => Promise<Credentials>> | undefined
  return async () => {
    chain ??= import('@aws-sdk/credential-providers').then(({ fromNodeProviderChain }) => fromNodeProviderChain())
    return (await chain)()
  }
}

const pathOf = (route: Route, values: Record<string, string>): string =>
  route.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? ''))

/** The factory API over HTTPS; one client a process, so that connections are kept and shared. */
export const connectFactoryApi = ({
  settings,
  credentials = standardCredentials(),
  fetch = globalThis.fetch,
  timers = systemTimers,
  now = () => new Date(),
  random = Math.random,
  signal,
}: ConnectOptions): FactoryApi => {
  const sign = requestSigner(settings, credentials, now)
  const ask = askCloud({ sign, fetch, timers, now, random, signal })
  const call = <R extends Route>(
    route: R,
    values: Record<string, string>,
    rest: { query?: Record<string, string>; body?: unknown; repeatable?: boolean } = {},
  ) =>
    ask(
      {
        method: route.method === 'POST' ? 'POST' : 'GET',
        path: pathOf(route, values),
        query: rest.query,
        body: rest.body,
      },
      route.answer as R['answer'] & z.ZodType<z.output<R['answer']>>,
      rest.repeatable,
    )
  return {
    admission: ({ orderId, imei, firmware }) => call(routes.admission, { orderId, imei }, { query: { firmware } }),
    mint: ({ orderId, imei, request }) => call(routes['mint-credential'], { orderId, imei }, { body: request }),
    confirm: ({ orderId, imei, certificateId, request }) =>
      call(routes['confirm-credential'], { orderId, imei, certificateId }, { body: request }),
    // Without a token of its own, asking twice could open two orders.
    openOrder: (request) => call(routes['open-order'], {}, { body: request, repeatable: false }),
    readOrder: (orderId) => call(routes['read-order'], { orderId }),
    readDevice: (imei) => call(routes['read-device'], { imei }),
  }
}
