process.env.MINTMARK_SCHEDULES ??= '10000'
await import('../story/any-schedule.test.ts')
