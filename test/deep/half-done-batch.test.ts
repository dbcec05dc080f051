process.env.MINTMARK_BATCH ??= '1000'
await import('../story/half-done-batch.test.ts')
