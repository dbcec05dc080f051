import { type BenchError, fail } from '../failures/failure.ts'

/**
 * Why a serial port did not open, with what to do about it on this system. The texts come from serialport's bindings
 * (`Error: … cannot open /dev/x`, `Opening COM5: Access denied`), which set no code.
 */
export const openFailure = (name: string, cause: Error, platform: NodeJS.Platform = process.platform): BenchError => {
  const params = { port: name, platform, reason: cause.message.replace(/^Error: /, '') }
  const text = cause.message
  if (/no such file|file not found|unknown error code [23]\b/i.test(text)) return fail('port-not-found', params)
  if (/permission denied/i.test(text)) return fail('port-not-permitted', params)
  // Windows gives a port to one program at a time, and says "Access denied" to the next.
  if (/access denied|lock|resource busy|temporarily unavailable/i.test(text)) return fail('port-busy', params)
  return fail('port-not-opened', params, { cause })
}
