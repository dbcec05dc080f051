process.env.MINTMARK_SCHEDULES_ON_CLOUD ??= '200'
await import('../story/any-schedule-on-the-local-cloud.test.ts')
