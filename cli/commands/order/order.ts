import type { RegisterCommand } from '../../command.ts'
import { addOrderClose } from './close.ts'
import { addOrderCreate } from './create.ts'
import { addOrderList } from './list.ts'
import { addOrderShow } from './show.ts'

/** `mintmark order …` */
export const registerOrder: RegisterCommand = (program, run) => {
  const order = program.command('order').description('production orders: what is to be made, by whom, how many')
  addOrderCreate(order, run)
  addOrderList(order, run)
  addOrderShow(order, run)
  addOrderClose(order, run)
}
