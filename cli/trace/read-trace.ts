import { createReadStream } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { setFlagsFromString } from 'node:v8'
import { createGunzip } from 'node:zlib'
import { type TraceAnalyzer, traceAnalyzer } from '../../core/trace/trace-analyzer.ts'
import type { TraceFacts } from '../../core/trace/trace-facts.ts'
import { type CommandContext, UsageError } from '../command.ts'

const chunkSize = 1 << 20
const progressEvery = 256 << 20
const gzipMagic = Buffer.from([0x1f, 0x8b])

const refusals: Record<string, string> = {
  ENOENT: 'does not exist',
  EISDIR: 'is a folder',
  EACCES: 'may not be read: check its permissions',
}

const explain = (path: string, error: unknown): unknown => {
  const says = refusals[(error as NodeJS.ErrnoException).code ?? '']
  return says === undefined
    ? error
    : new UsageError(`${path} ${says}; expected a capture (pcap, pcapng) or a raw modem trace`)
}

/** Reads the whole file through one buffer: a fresh one per chunk would outrun the garbage collector. */
const readPlain = async (file: FileHandle, analyzer: TraceAnalyzer, path: string, context: CommandContext) => {
  const chunk = Buffer.allocUnsafe(chunkSize)
  let read = 0
  for (;;) {
    context.signal.throwIfAborted()
    const { bytesRead } = await file.read(chunk, 0, chunkSize)
    if (bytesRead === 0) return
    analyzer.push(chunk.subarray(0, bytesRead))
    if (Math.floor((read + bytesRead) / progressEvery) > Math.floor(read / progressEvery)) {
      context.progress(`${path}: ${Math.round((read + bytesRead) / 1e6)} MB read`)
    }
    read += bytesRead
  }
}

const readStream = async (stream: AsyncIterable<Buffer>, analyzer: TraceAnalyzer, signal: AbortSignal) => {
  for await (const chunk of stream) {
    signal.throwIfAborted()
    analyzer.push(chunk)
  }
}

const readGzip = async (path: string, analyzer: TraceAnalyzer, context: CommandContext) => {
  const packed = createReadStream(path)
  const unpacked = createGunzip()
  packed.on('error', (error) => unpacked.destroy(error)).pipe(unpacked)
  try {
    await readStream(unpacked, analyzer, context.signal)
  } catch (error) {
    // A torn download: what came out until then is still worth judging.
    if (!String((error as NodeJS.ErrnoException).code).startsWith('Z_')) throw error
    context.progress(`${path}: the gzip data ends or breaks early; judged is what could be unpacked`)
  } finally {
    packed.destroy()
  }
}

/** Reads a capture file of any size (`-` is stdin, gzip is unpacked on the way) and says what it shows. */
export const readTrace = async (path: string, seed: number, context: CommandContext): Promise<TraceFacts> => {
  // V8 would let garbage grow to several times of what lives; a file of 1 GB would cost 350 MB instead of 150.
  setFlagsFromString('--optimize-for-size')
  const analyzer = traceAnalyzer({ seed })
  if (path === '-') {
    await readStream(context.stdin as AsyncIterable<Buffer>, analyzer, context.signal)
    return analyzer.end()
  }
  try {
    await using file = await open(path)
    const head = Buffer.alloc(2)
    const isFile = (await file.stat()).isFile()
    if (isFile) await file.read(head, 0, 2, 0)
    if (head.equals(gzipMagic)) await readGzip(path, analyzer, context)
    else if (isFile) await readPlain(file, analyzer, path, context)
    else
      await readStream(
        file.createReadStream({ highWaterMark: chunkSize, autoClose: false }) as AsyncIterable<Buffer>,
        analyzer,
        context.signal,
      )
  } catch (error) {
    throw explain(path, error)
  }
  return analyzer.end()
}
