import { createWriteStream } from 'node:fs'
import { UsageError } from '../command.ts'

/** A file that is written piece by piece; `write` waits when the disk is slower than we are. */
export interface Sink {
  write(text: string): Promise<void>
  close(): Promise<void>
}

/** Opens a file to write; an unusable path is the user's error. */
export async function openSink(path: string): Promise<Sink> {
  const stream = createWriteStream(path)
  await new Promise<void>((resolve, reject) => {
    stream.once('open', () => resolve())
    stream.once('error', (error: NodeJS.ErrnoException) =>
      reject(new UsageError(`${path} cannot be written (${error.code}): give a path that can`)),
    )
  })
  let failure: Error | undefined
  stream.on('error', (error) => {
    failure = error
  })
  return {
    async write(text) {
      if (failure) throw failure
      if (text !== '' && !stream.write(text))
        await new Promise<void>((resolve) => stream.once('drain', () => resolve()))
    },
    close: () =>
      new Promise((resolve, reject) => {
        if (failure) reject(failure)
        else stream.end((error?: Error | null) => (error ? reject(error) : resolve()))
      }),
  }
}
