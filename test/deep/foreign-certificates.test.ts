process.env.MINTMARK_FOREIGN_CERTIFICATES ??= '10000'
await import('../story/foreign-certificates.test.ts')
