import { TemplateError } from '../template/template-error.ts'
import type { ResourceHandler } from './resource-handler.ts'

const isDashboard = (body: string): boolean => {
  try {
    const { widgets } = JSON.parse(body) as { widgets?: unknown }
    return Array.isArray(widgets) && widgets.length > 0
  } catch {
    return false
  }
}

/** Nobody looks at it here, so its body is only held to be one: JSON with widgets. */
export const cloudwatchDashboard: ResourceHandler = {
  allowed: ['DashboardName', 'DashboardBody'],
  create: (properties, { generatedName, where }) => {
    if (!isDashboard(properties.text('DashboardBody')))
      throw new TemplateError(`${where}: DashboardBody is no JSON with widgets`)
    return { ref: properties.text('DashboardName', generatedName()) }
  },
}
