import { StartError } from '../start-error.ts'

/** A template (or the state it meets) that the local cloud cannot run as AWS would; the text names stack, resource and value. */
export class TemplateError extends StartError {
  override name = 'TemplateError'
}
