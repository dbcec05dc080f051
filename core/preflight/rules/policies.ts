import type { AccountFacts, PlannedStage } from '../account-facts.ts'
import { broadBecause } from '../broad-policy.ts'
import { found, type Judgement, nothing, together, unseen } from '../preflight-finding.ts'

/** IoT policies that whoever may call iot:AttachPolicy could put on a certificate of ours. */
export const policies = ({ policies: all, region }: AccountFacts, plan: PlannedStage): Judgement => {
  if (!all.read) return unseen('whether there are IoT policies broader than a device needs', all)
  const { some, total, isAll } = all.value
  const broad = some.flatMap(({ name, document }) => {
    const why = name === plan.devicePolicy ? undefined : broadBecause(document)
    return why === undefined ? [] : [{ name, why }]
  })
  const rest = isAll
    ? nothing
    : unseen('the other IoT policies', {
        action: 'iot:GetPolicy',
        why: `${some.length} of ${total} were looked at`,
      })
  const seen =
    broad.length === 0
      ? found('info', 'no-broad-policy', `None of ${some.length} IoT policies here is broader than a device needs.`)
      : together(
          broad.map(({ name, why }) =>
            found('warning', 'broad-policy', `IoT policy ${name} ${why}.`, {
              fails: 'Whoever may call iot:AttachPolicy can make any certificate that powerful.',
              repair: [
                `aws iot list-targets-for-policy --region ${region} --policy-name ${name}`,
                `aws iot delete-policy --region ${region} --policy-name ${name}`,
              ],
            }),
          ),
        )
  return together([seen, rest])
}
