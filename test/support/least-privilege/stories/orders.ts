import type { Stories } from '../story.ts'
import { enrol } from './stations.ts'

const endpoints = ['iot:DescribeEndpoint', 'iot:ListDomainConfigurations', 'iot:DescribeDomainConfiguration']

export const orderStories: Stories = {
  'open-order': [
    {
      name: 'an order opens after its profile was held against the endpoints of the account',
      needs: ['dynamodb:PutItem', ...endpoints],
      prepare: async ({ open, chill }) => {
        // The account's endpoints are remembered for a minute.
        await chill('open-order')
        return () => open()
      },
    },
    {
      name: 'an order opens for a station that is enrolled',
      needs: ['dynamodb:GetItem'],
      prepare: async (world) => {
        const { name } = await enrol(world)
        return () => world.open({ stations: [name] })
      },
    },
  ],
  'read-order': [
    {
      name: 'an order is shown with the states of its devices',
      needs: ['dynamodb:GetItem', 'dynamodb:Query index/byOrder', 'dynamodb:Query mintmark-dev-registry'],
      prepare: async ({ ask, ops, open }) => {
        const orderId = await open()
        return () => ask(ops, 'GET', `/orders/${orderId}`)
      },
    },
  ],
  'list-orders': [
    {
      name: 'orders are listed',
      needs: ['dynamodb:Query index/byKind'],
      prepare:
        async ({ ask, ops }) =>
        async () =>
          typeof (await ask(ops, 'GET', '/orders?limit=1')).next,
    },
  ],
  'close-order': [
    {
      name: 'an order is closed',
      needs: ['dynamodb:UpdateItem', 'dynamodb:Query index/byOrder'],
      prepare: async ({ ask, ops, open }) => {
        const orderId = await open()
        return () => ask(ops, 'POST', `/orders/${orderId}/close`, {})
      },
    },
  ],
  'reopen-order': [
    {
      name: 'a closed order is opened again',
      needs: ['dynamodb:UpdateItem', 'dynamodb:Query index/byOrder'],
      prepare: async ({ ask, ops, open }) => {
        const orderId = await open()
        await ask(ops, 'POST', `/orders/${orderId}/close`, {})
        return () => ask(ops, 'POST', `/orders/${orderId}/reopen`, {})
      },
    },
  ],
  'check-endpoint': [
    {
      name: 'a host name is held against the endpoints of the account',
      needs: endpoints,
      prepare: async ({ ask, ops, chill }) => {
        const check = () => ask(ops, 'POST', '/endpoint-checks', { firmware: 'mfw_nrf9160_1.3.7', hostname: null })
        await chill('check-endpoint')
        return check
      },
    },
    {
      name: 'a station with a certificate asks, and is looked up',
      needs: ['dynamodb:GetItem'],
      prepare: async (world) => {
        const { session } = await enrol(world)
        const user = await session()
        return () => world.ask(user, 'POST', '/endpoint-checks', { firmware: 'mfw_nrf9160_1.3.7', hostname: null })
      },
    },
  ],
}
