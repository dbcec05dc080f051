import { format } from 'node:util'

const levels = { trace: 'TRACE', debug: 'DEBUG', log: 'INFO', info: 'INFO', warn: 'WARN', error: 'ERROR' } as const

const render = (logFormat: 'Text' | 'JSON', requestId: string, level: string, values: unknown[]): string => {
  const timestamp = new Date().toISOString()
  const message = format(...values)
  return logFormat === 'JSON'
    ? JSON.stringify({ timestamp, level, requestId, message })
    : `${timestamp}\t${requestId}\t${level}\t${message}`
}

/**
 * Sends what the function prints to `emit`, line by line: console calls in the form of Lambda's runtime, direct writes
 * (as structured loggers do them) as they are. Source: Lambda Developer Guide, "Log and monitor Node.js functions".
 */
export const captureOutput = (
  logFormat: 'Text' | 'JSON',
  requestId: () => string,
  emit: (line: string) => void,
): void => {
  for (const [method, level] of Object.entries(levels))
    console[method as keyof typeof levels] = (...values: unknown[]) =>
      emit(render(logFormat, requestId(), level, values))
  for (const stream of [process.stdout, process.stderr])
    stream.write = (chunk: string | Uint8Array) => {
      const text = typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8')
      for (const line of text.split('\n')) if (line !== '') emit(line)
      return true
    }
}
