/** How the page is bundled (cli/page.ts); everything it needs lies beside it. */
export default {
  base: './',
  logLevel: 'error',
  build: {
    emptyOutDir: true,
    // The page's content security policy knows no `data:`.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
}
