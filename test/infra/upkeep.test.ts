import { synthesized } from './synthesized.ts'

test('the sweep runs every hour, for as long as Lambda allows', async () => {
  const app = await synthesized()
  const [rule, ...others] = app.resources('AWS::Events::Rule')
  const [lambda] = app
    .resources<{ FunctionName: string; Timeout: number }>('AWS::Lambda::Function')
    .filter(({ Properties }) => Properties.FunctionName === 'mintmark-dev-scheduled-sweep')
  expect(others).toEqual([])
  expect(rule?.Properties).toMatchObject({
    Name: 'mintmark-dev-sweep',
    ScheduleExpression: 'rate(1 hour)',
    State: 'ENABLED',
    Targets: [{ Arn: `<${lambda?.id}.Arn>` }],
  })
  expect(lambda?.Properties.Timeout).toBe(900)
})
