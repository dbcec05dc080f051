import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb'
import type { StoryCloud } from './local-cloud.ts'
import type { Written } from './private-keys.ts'

const query = (folder: string, sql: string) => {
  const database = new DatabaseSync(join(folder, 'state', 'state.sqlite'), { readOnly: true })
  try {
    return database.prepare(sql).all()
  } finally {
    database.close()
  }
}

/**
 * Everything that was written in a run: the local cloud's documents by kind (logs, queues, certificates, alarms …), the
 * rows of the registry, every file byte by byte (journals, state), and what was said and printed.
 */
export const everythingWritten = async ({ cloud, folder, said }: StoryCloud, printed: string[]): Promise<Written[]> => {
  const written: Written[] = []
  const add = (place: string, content: string | Buffer) =>
    void written.push({ place, bytes: typeof content === 'string' ? Buffer.from(content) : content })
  const kinds =
    "SELECT collection, group_concat(key || ' ' || value, char(10)) AS text FROM documents GROUP BY collection"
  for (const { collection, text } of query(folder, kinds)) add(`state: ${collection}`, String(text))
  const { awsEndpointUrl: endpoint, region } = cloud.ready
  const client = new DynamoDBClient({ endpoint, region, credentials: cloud.ready })
  for await (const { Items } of paginateScan({ client }, { TableName: 'mintmark-dev-registry' }))
    add('rows of the registry', JSON.stringify(Items))
  for (const file of await readdir(folder, { recursive: true, withFileTypes: true }))
    if (file.isFile()) add(`file ${file.name}`, await readFile(join(file.parentPath, file.name)))
  add('lines of functions and of the local cloud', said.join('\n'))
  add('what was printed, answered and thrown', printed.join('\n'))
  return written
}

/**
 * The keys of the local cloud itself, PEM → collection/key: the root that signs device certificates and the keys of KMS. On
 * AWS they never leave AWS; here they must survive a restart, so they are in the state.
 */
export const ownKeys = (folder: string): Map<string, string> => {
  const rows = query(folder, `SELECT collection, key, value FROM documents WHERE value LIKE '%"key":"MI%'`)
  return new Map(
    rows.map(({ collection, key, value }) => [
      `-----BEGIN PRIVATE KEY-----\n${JSON.parse(String(value)).key}\n-----END PRIVATE KEY-----\n`,
      `${collection}/${key}`,
    ]),
  )
}
