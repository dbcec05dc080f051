import * as iot from '@aws-sdk/client-iot'
import { mintmark } from '../../cli/support.ts'

/** The words of a command line as a POSIX shell splits them: blanks, single quotes, and `'\''`. */
const wordsOf = (line: string): string[] =>
  [...line.matchAll(/(?:'[^']*'|\\.|[^\s'\\])+/g)].map(([word]) =>
    word.replace(
      /'([^']*)'|\\(.)/g,
      (_, quoted: string | undefined, escaped: string | undefined) => quoted ?? escaped ?? '',
    ),
  )

const pascal = (kebab: string) => kebab.replace(/(?:^|-)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
const camel = (kebab: string) => kebab.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())

/** Members that are JSON in the API too, and so stay text. */
const texts = ['policyDocument']

const memberOf = (name: string, word: string): unknown =>
  /^[[{]/.test(word) && !texts.includes(name) ? JSON.parse(word) : word

/** `aws iot <operation> --option value`, as the AWS CLI reads it. */
const runAwsIot = async (client: iot.IoTClient, [operation = '', ...words]: string[]): Promise<unknown> => {
  const input: Record<string, unknown> = {}
  for (let at = 0; at < words.length; at += 1) {
    const option = words[at]?.replace(/^--/, '') ?? ''
    const next = words[at + 1]
    if (next === undefined || next.startsWith('--'))
      input[camel(option.replace(/^no-/, ''))] = !option.startsWith('no-')
    else {
      input[camel(option)] = memberOf(camel(option), next)
      at += 1
    }
  }
  const Operation = (iot as unknown as Record<string, new (input: object) => never>)[`${pascal(operation)}Command`]
  if (Operation === undefined) throw new Error(`aws iot has no operation ${operation}`)
  return client.send(new Operation(input))
}

/** Runs a command that the doctor prints, as a person would paste it; rejects if it ends with anything but 0. */
export const runCommandLine =
  ({ client, env }: { client: iot.IoTClient; env: Record<string, string> }) =>
  async (line: string): Promise<unknown> => {
    const [program, ...words] = wordsOf(line)
    if (program === 'aws' && words[0] === 'iot') return runAwsIot(client, words.slice(1))
    if (program !== 'mintmark') throw new Error(`nobody here runs ${line}`)
    const { exit, stdout, stderr } = await mintmark(words, { env })
    if (exit !== 0) throw new Error(`${line} ended with ${exit}: ${stdout}${stderr}`)
    return stdout
  }
