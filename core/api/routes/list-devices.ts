import { deviceList, listDevicesQuery } from '../devices.ts'
import type { Route } from '../route.ts'

/** `GET /v1/devices` */
export const listDevices = {
  method: 'GET',
  path: '/v1/devices',
  audience: 'ops',
  summary: 'List devices by one thing that they have in common',
  query: listDevicesQuery,
  answer: deviceList,
  status: 200,
  refusals: [],
} as const satisfies Route
