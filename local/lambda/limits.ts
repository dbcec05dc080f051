/** Quotas of AWS Lambda that a real deployment meets (Lambda Developer Guide, "Lambda quotas"). */
export const limits = {
  /** Request or response of a synchronous invocation, bytes. */
  payloadBytes: 6 * 1024 * 1024,
  /** All environment variables together, bytes. */
  environmentBytes: 4096,
  timeoutSeconds: 900,
  nameLength: 64,
} as const
