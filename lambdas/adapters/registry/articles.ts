import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb'
import { GetCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import type { ArticleRecord } from '../../../core/article/article-record.ts'
import { type Backoff, claims, type Spent, transact } from './spend-unit.ts'
import { articleKey, fromRow, schemaVersion, type Table } from './table.ts'

/** The newest article of a golden unit. */
export const readArticle = async (table: Table, imei: string): Promise<ArticleRecord | undefined> => {
  const { Item } = await table.client.send(
    new GetCommand({ TableName: table.name, Key: articleKey(imei), ConsistentRead: true }),
  )
  return fromRow<ArticleRecord>(Item)
}

/** Writes the row of a new article, if nobody else wrote since `before` was read, and whose its key is. */
export const writeArticle = (
  table: Table,
  article: ArticleRecord,
  before: ArticleRecord | undefined,
  token: string,
  backoff: Backoff,
): Promise<Spent> => {
  const unchanged =
    before === undefined
      ? { ConditionExpression: 'attribute_not_exists(pk)' }
      : {
          ConditionExpression: 'generation = :generation AND #state = :state',
          ExpressionAttributeNames: { '#state': 'state' },
          ExpressionAttributeValues: { ':generation': before.generation, ':state': before.state },
        }
  const Item = { ...articleKey(article.imei), schema: schemaVersion, ...article }
  const put = { Put: { TableName: table.name, Item, ...unchanged } }
  const own = claims(table, { ...article, changedAt: article.at })
  const names = ['device' as const, ...own.map(({ name }) => name)]
  return transact(table, token, [put, ...own.map(({ item }) => item)], names, backoff)
}

/** Changes an article while it is in one of `states`, and about what `of` says; undefined when it is not any more. */
export const changeArticle = async (
  table: Table,
  article: ArticleRecord,
  set: Partial<ArticleRecord>,
  states: readonly ArticleRecord['state'][],
): Promise<ArticleRecord | undefined> => {
  const fields = Object.entries(set).filter(([, value]) => value !== undefined)
  const remove = article.lease === undefined ? [] : ['lease']
  try {
    const { Attributes } = await table.client.send(
      new UpdateCommand({
        TableName: table.name,
        Key: articleKey(article.imei),
        UpdateExpression: `SET ${fields.map((_, i) => `#s${i} = :s${i}`).join(', ')}${remove.length > 0 ? ' REMOVE lease' : ''}`,
        ConditionExpression: `generation = :generation AND #state IN (${states.map((_, i) => `:in${i}`).join(', ')})`,
        ExpressionAttributeNames: {
          '#state': 'state',
          ...Object.fromEntries(fields.map(([name], i) => [`#s${i}`, name])),
        },
        ExpressionAttributeValues: {
          ':generation': article.generation,
          ...Object.fromEntries(fields.map(([, value], i) => [`:s${i}`, value])),
          ...Object.fromEntries(states.map((state, i) => [`:in${i}`, state])),
        },
        ReturnValues: 'ALL_NEW',
      }),
    )
    return fromRow<ArticleRecord>(Attributes)
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined
    throw error
  }
}

/** Every golden unit's newest article: they are few, and stand in one partition. */
export async function* articles(table: Table): AsyncGenerator<ArticleRecord> {
  let from: Record<string, unknown> | undefined
  do {
    const page = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        KeyConditionExpression: 'pk = :articles',
        ExpressionAttributeValues: { ':articles': articleKey('').pk },
        ConsistentRead: true,
        ExclusiveStartKey: from,
      }),
    )
    for (const row of page.Items ?? []) {
      const article = fromRow<ArticleRecord>(row)
      if (article !== undefined) yield article
    }
    from = page.LastEvaluatedKey
  } while (from !== undefined)
}
