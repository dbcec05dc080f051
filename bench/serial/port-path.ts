/**
 * The name that serialport's binding takes. On Windows the binding itself puts `\\.\` before it, without which COM10 and
 * above cannot be opened; a name that has it already, or ends in a colon as `mode` prints it, is stripped of that.
 */
export const portPath = (name: string): string => name.replace(/^\\\\[.?]\\/, '').replace(/^(com\d+):$/i, '$1')
