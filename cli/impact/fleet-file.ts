import { createReadStream } from 'node:fs'
import { type CommandContext, UsageError } from '../command.ts'
import { isFile } from '../input/lines.ts'

/** The text of a fleet, piece by piece: a file, or standard input for `-`. */
export async function fleetFile(file: string, { stdin }: CommandContext): Promise<AsyncIterable<string>> {
  if (file === '-') return decoded(stdin as AsyncIterable<Buffer>)
  if (!(await isFile(file))) throw new UsageError(`${file} is no file: expected CSV with one device or group a row`)
  return decoded(createReadStream(file))
}

async function* decoded(stream: AsyncIterable<Buffer | string>): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  let first = true
  for await (const chunk of stream) {
    const text = typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true })
    if (first && text.includes('\0')) throw new UsageError('the file is no CSV in UTF-8: save it as "CSV UTF-8"')
    first = false
    yield text
  }
  yield decoder.decode()
}
