import { join } from 'node:path'
import { run } from '../support/run.ts'
import type { Client, Outcome } from './judge-calls.ts'

export interface Endpoint {
  endpoint: string
  region: string
  accessKeyId: string
  secretAccessKey: string
}

const program = join(import.meta.dirname, 'calls.py')

/** boto3, and so botocore's parsers of AWS's models. */
export const boto3 =
  (python: string, to: Endpoint): Client =>
  async (calls) => {
    const env = { PATH: process.env.PATH ?? '', HOME: '/nonexistent' }
    const input = JSON.stringify({ ...to, calls })
    const { code, stdout, stderr } = await run([python, program], { timeoutMs: 120_000, input, env })
    if (code !== 0) throw new Error(`the program with boto3 ended with ${code}: ${stderr}`)
    return stdout
      .trim()
      .split('\n')
      .map((line): Outcome => JSON.parse(line))
  }
