import { referencesOf } from '../../../local/template/references.ts'
import { resourceOrder } from '../../../local/template/resource-order.ts'

test('a reference is found in every intrinsic that can hold one', () => {
  const value = {
    a: { Ref: 'A' },
    b: [{ 'Fn::GetAtt': ['B', 'Arn'] }, { 'Fn::GetAtt': 'C.Arn' }],
    d: { 'Fn::Join': ['', [{ Ref: 'D' }]] },
    e: { 'Fn::Sub': ['${E}${F.Arn}${own}${!literal}', { own: { Ref: 'G' } }] },
  }
  expect(referencesOf(value)).toEqual(['A', 'B', 'C', 'D', 'E', 'F', 'G'])
})

test('resources come after what they refer to and after DependsOn', () => {
  const resources = {
    Rule: { Type: 'T', Properties: { queue: { Ref: 'Queue' } }, DependsOn: ['Policy'] },
    Policy: { Type: 'T', Properties: { queue: { 'Fn::Sub': '${Queue.Arn}' } } },
    Queue: { Type: 'T' },
  }
  expect(resourceOrder('S', { Resources: resources })).toEqual(['Queue', 'Policy', 'Rule'])
})

test('a circle and an unknown name in DependsOn are named', () => {
  const circle = { A: { Type: 'T', Properties: { b: { Ref: 'B' } } }, B: { Type: 'T', DependsOn: 'A' } }
  expect(() => resourceOrder('S', { Resources: circle })).toThrow('in a circle: A → B → A')
  expect(() => resourceOrder('S', { Resources: { A: { Type: 'T', DependsOn: 'Gone' } } })).toThrow(
    'stack S, resource A: DependsOn names Gone, which does not exist',
  )
})
