/** Five bytes a character, one a column, the lowest bit at the top. */
declare module 'oled-font-5x7' {
  const font: { width: number; height: number; fontData: number[]; lookup: string[] }
  export default font
}
