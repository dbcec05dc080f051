import type { z } from 'zod'
import type { Route } from '../../core/api/route.ts'
import type { Refused } from '../refused.ts'
import { systemTimers, type Timers } from '../timers.ts'
import { askCloud } from './ask-cloud.ts'
import type { CloudSettings } from './cloud-settings.ts'
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

/** Calls a route with the values of its path; the cloud's "no" is a value, an outage is thrown after all retries. */
export type CallRoute = <R extends Route>(
  route: R,
  path: Record<string, string>,
  rest?: { query?: Record<string, string>; body?: unknown; repeatable?: boolean },
) => Promise<z.output<R['answer']> | Refused>

/** Loaded at the first call, because most commands need no cloud. The chain keeps what it found until it expires. */
export const standardCredentials = (): (() => Promise<Credentials>) => {
  let chain: Promise<() => Promise<Credentials>> | undefined
  return async () => {
    chain ??= import('@aws-sdk/credential-providers').then(({ fromNodeProviderChain }) => fromNodeProviderChain())
    return (await chain)()
  }
}

const pathOf = (route: Route, values: Record<string, string>): string =>
  route.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? ''))

/** The routes of the factory API over HTTPS; one a process, so that connections are kept and shared. */
export const connectRoutes = ({
  settings,
  credentials = standardCredentials(),
  fetch = globalThis.fetch,
  timers = systemTimers,
  now = () => new Date(),
  random = Math.random,
  signal,
}: ConnectOptions): CallRoute => {
  const sign = requestSigner(settings, credentials, now)
  const ask = askCloud({ sign, fetch, timers, now, random, signal })
  return <R extends Route>(route: R, values: Record<string, string>, rest: Parameters<CallRoute>[2] = {}) =>
    ask(
      {
        method: route.method,
        path: pathOf(route, values),
        query: rest.query,
        body: rest.body,
      },
      route.answer as R['answer'] & z.ZodType<z.output<R['answer']>>,
      rest.repeatable,
    )
}
