import type { Route } from './route.ts'
import { admission } from './routes/admission.ts'
import { admitArticle } from './routes/admit-article.ts'
import { checkEndpoint } from './routes/check-endpoint.ts'
import { closeOrder } from './routes/close-order.ts'
import { confirmArticle } from './routes/confirm-article.ts'
import { confirmCredential } from './routes/confirm-credential.ts'
import { diagnoseDevice } from './routes/diagnose-device.ts'
import { enrollStation } from './routes/enroll-station.ts'
import { listDevices } from './routes/list-devices.ts'
import { listOrders } from './routes/list-orders.ts'
import { listStations } from './routes/list-stations.ts'
import { mintArticle } from './routes/mint-article.ts'
import { mintCredential } from './routes/mint-credential.ts'
import { openLine } from './routes/open-line.ts'
import { openOrder } from './routes/open-order.ts'
import { readDevice } from './routes/read-device.ts'
import { readDeviceHistory } from './routes/read-device-history.ts'
import { readFleetView } from './routes/read-fleet-view.ts'
import { readOrder } from './routes/read-order.ts'
import { recheckDevice } from './routes/recheck-device.ts'
import { reopenOrder } from './routes/reopen-order.ts'
import { replayEvents } from './routes/replay-events.ts'
import { reportAttach } from './routes/report-attach.ts'
import { resumeDevice } from './routes/resume-device.ts'
import { revokeDevice } from './routes/revoke-device.ts'
import { revokeStation } from './routes/revoke-station.ts'
import { scrapDevice } from './routes/scrap-device.ts'
import { surveyFleet } from './routes/survey-fleet.ts'
import { suspendDevice } from './routes/suspend-device.ts'
import { sweep } from './routes/sweep.ts'

/** The HTTP contract; the name is the folder in `lambdas/`. */
export const routes = {
  'open-order': openOrder,
  'read-order': readOrder,
  'list-orders': listOrders,
  'close-order': closeOrder,
  'reopen-order': reopenOrder,
  admission,
  'mint-credential': mintCredential,
  'confirm-credential': confirmCredential,
  'report-attach': reportAttach,
  'admit-article': admitArticle,
  'mint-article': mintArticle,
  'confirm-article': confirmArticle,
  'open-line': openLine,
  'read-device': readDevice,
  'read-device-history': readDeviceHistory,
  'list-devices': listDevices,
  'suspend-device': suspendDevice,
  'resume-device': resumeDevice,
  'revoke-device': revokeDevice,
  'scrap-device': scrapDevice,
  'recheck-device': recheckDevice,
  'diagnose-device': diagnoseDevice,
  'replay-events': replayEvents,
  'enroll-station': enrollStation,
  'list-stations': listStations,
  'revoke-station': revokeStation,
  'check-endpoint': checkEndpoint,
  sweep,
  'read-fleet-view': readFleetView,
  'survey-fleet': surveyFleet,
} as const satisfies Record<string, Route>
