import type { FunctionSpec } from './function-spec.ts'
import { admission } from './functions/admission.ts'
import { admitArticle } from './functions/admit-article.ts'
import { announceChanges } from './functions/announce-changes.ts'
import { checkEndpoint } from './functions/check-endpoint.ts'
import { checkProfiles } from './functions/check-profiles.ts'
import { closeOrder } from './functions/close-order.ts'
import { confirmArticle } from './functions/confirm-article.ts'
import { confirmCredential } from './functions/confirm-credential.ts'
import { diagnoseDevice } from './functions/diagnose-device.ts'
import { enrollStation } from './functions/enroll-station.ts'
import { firstConnect } from './functions/first-connect.ts'
import { listDevices } from './functions/list-devices.ts'
import { listOrders } from './functions/list-orders.ts'
import { listStations } from './functions/list-stations.ts'
import { mintArticle } from './functions/mint-article.ts'
import { mintCredential } from './functions/mint-credential.ts'
import { openLine } from './functions/open-line.ts'
import { openOrder } from './functions/open-order.ts'
import { readDevice } from './functions/read-device.ts'
import { readDeviceHistory } from './functions/read-device-history.ts'
import { readFleetView } from './functions/read-fleet-view.ts'
import { readOrder } from './functions/read-order.ts'
import { recheckDevice } from './functions/recheck-device.ts'
import { reopenOrder } from './functions/reopen-order.ts'
import { replayEvents } from './functions/replay-events.ts'
import { reportAttach } from './functions/report-attach.ts'
import { resumeDevice } from './functions/resume-device.ts'
import { revokeDevice } from './functions/revoke-device.ts'
import { revokeStation } from './functions/revoke-station.ts'
import { scheduledSweep } from './functions/scheduled-sweep.ts'
import { scrapDevice } from './functions/scrap-device.ts'
import { surveyFleet } from './functions/survey-fleet.ts'
import { suspendDevice } from './functions/suspend-device.ts'
import { sweep } from './functions/sweep.ts'

/** Every function there is. */
export const functions: readonly FunctionSpec[] = [
  openOrder,
  readOrder,
  listOrders,
  closeOrder,
  reopenOrder,
  admission,
  mintCredential,
  confirmCredential,
  reportAttach,
  admitArticle,
  mintArticle,
  confirmArticle,
  openLine,
  firstConnect,
  readDevice,
  readDeviceHistory,
  listDevices,
  suspendDevice,
  resumeDevice,
  revokeDevice,
  scrapDevice,
  recheckDevice,
  diagnoseDevice,
  replayEvents,
  enrollStation,
  listStations,
  revokeStation,
  checkEndpoint,
  checkProfiles,
  sweep,
  scheduledSweep,
  announceChanges,
  readFleetView,
  surveyFleet,
]
