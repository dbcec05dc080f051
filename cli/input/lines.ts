import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { UsageError } from '../command.ts'

const longest = 64 * 1024

/** Lines of a stream, without their ends; what exceeds 64 KiB of one line is dropped, so memory stays small. */
export async function* linesOf(stream: AsyncIterable<Buffer | string>): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const chunk of stream) {
    const text = typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true })
    const lines = (rest + text).split('\n')
    rest = (lines.pop() ?? '').slice(0, longest)
    for (const line of lines) yield line.replace(/\r$/, '').slice(0, longest)
  }
  rest += decoder.decode()
  if (rest !== '') yield rest.replace(/\r$/, '')
}

/** Whether an argument names a file, as opposed to being the text itself. */
export async function isFile(argument: string): Promise<boolean> {
  try {
    return (await stat(argument)).isFile()
  } catch {
    // A text is no path; why it is none does not matter.
    return false
  }
}

/** Lines of a text file; a binary one, such as a capture, is refused. */
export async function* linesOfFile(path: string): AsyncGenerator<string> {
  let first = true
  const stream = createReadStream(path)
  const checked = (async function* () {
    for await (const chunk of stream) {
      if (first && chunk.includes(0)) {
        throw new UsageError(`${path} is no text; for a capture or a modem trace use mintmark trace ${path}`)
      }
      first = false
      yield chunk as Buffer
    }
  })()
  yield* linesOf(checked)
}
