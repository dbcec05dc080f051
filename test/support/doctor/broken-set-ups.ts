import { brokenCertificates, brokenPolicies, brokenThings } from './broken/aws-iot.ts'
import type { Broken } from './broken/broken.ts'
import { brokenEndpoints } from './broken/endpoints.ts'
import { brokenAttempts, brokenFallbacks } from './broken/field.ts'
import { brokenRegistry } from './broken/registry.ts'
import { brokenLogging, brokenSilence } from './broken/silence.ts'

/** Every set-up that is broken on purpose, link by link. */
export const brokenSetUps: readonly Broken[] = [
  ...brokenRegistry,
  ...brokenCertificates,
  ...brokenThings,
  ...brokenPolicies,
  ...brokenEndpoints,
  ...brokenAttempts,
  ...brokenFallbacks,
  ...brokenLogging,
  ...brokenSilence,
]
