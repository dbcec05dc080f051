import { articleStories } from './stories/articles.ts'
import { deviceStories } from './stories/devices.ts'
import { diagnosisStories } from './stories/diagnosis.ts'
import { mintingStories } from './stories/minting.ts'
import { orderStories } from './stories/orders.ts'
import { presenceStories } from './stories/presence.ts'
import { stationStories } from './stories/stations.ts'
import { sweepingStories } from './stories/sweeping.ts'
import { upkeepStories } from './stories/upkeep.ts'
import type { Stories } from './story.ts'

/** Every function's stories. The sweep comes first: each device that others take away costs it a quarter of a second. */
export const stories: Stories = {
  ...sweepingStories,
  ...orderStories,
  ...mintingStories,
  ...articleStories,
  ...presenceStories,
  ...deviceStories,
  ...diagnosisStories,
  ...stationStories,
  ...upkeepStories,
}
