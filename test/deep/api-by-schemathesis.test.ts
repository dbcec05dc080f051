process.env.MINTMARK_API_EXAMPLES ??= '100'
await import('../conformance/api/schemathesis.test.ts')
