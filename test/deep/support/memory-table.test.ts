process.env.MINTMARK_TABLE_OPERATIONS ??= '20000'
await import('../../support/memory-table/memory-table.test.ts')
