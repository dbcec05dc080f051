/** The lines that Lambda itself writes around an invocation. Source: Lambda Developer Guide, "Log and monitor Node.js functions". */
export const platformLines = (logFormat: 'Text' | 'JSON', requestId: string, memoryMb: number) => {
  const json = (type: string, record: object) =>
    JSON.stringify({ time: new Date().toISOString(), type, record: { requestId, ...record } })
  return {
    start: (): string[] =>
      logFormat === 'JSON'
        ? [json('platform.start', { version: '$LATEST' })]
        : [`START RequestId: ${requestId} Version: $LATEST`],
    end: (durationMs: number, isGood: boolean): string[] =>
      logFormat === 'JSON'
        ? [
            json('platform.report', {
              status: isGood ? 'success' : 'error',
              metrics: { durationMs, memorySizeMB: memoryMb },
            }),
          ]
        : [
            `END RequestId: ${requestId}`,
            `REPORT RequestId: ${requestId}\tDuration: ${durationMs.toFixed(2)} ms\tMemory Size: ${memoryMb} MB`,
          ],
  }
}
