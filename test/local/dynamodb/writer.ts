import { call, key, openRegistry } from './registry.ts'

/** Writes transactions into the directory it is given until it is killed, one line of output for each answered one. */
const db = await openRegistry({ directory: process.argv[2] ?? '' })
for (let n = 0; ; n++) {
  await call(db, 'TransactWriteItems', {
    TransactItems: [
      {
        Update: {
          TableName: 'registry',
          Key: key('order'),
          UpdateExpression: 'ADD used :one',
          ExpressionAttributeValues: { ':one': { N: '1' } },
        },
      },
      { Put: { TableName: 'registry', Item: { ...key(`device ${n}`), orderId: { S: 'o' }, imei: { S: `${n}` } } } },
    ],
  })
  process.stdout.write(`${n}\n`)
}
