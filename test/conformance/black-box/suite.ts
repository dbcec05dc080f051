import { devices } from './cases/devices.ts'
import { doors } from './cases/doors.ts'
import { minting } from './cases/minting.ts'
import { orders } from './cases/orders.ts'
import type { Factory } from './factory.ts'
import type { Judge } from './judge.ts'

/** The same questions to every cloud that the stacks are deployed to, over HTTP, AWS's APIs and MQTT only. */
export const blackBoxSuite = (factory: () => Factory, judge: Judge): void => {
  describe('doors', () => doors(factory, judge))
  describe('orders', () => orders(factory))
  describe('minting', () => minting(factory))
  describe('devices', () => devices(factory, judge))
}
