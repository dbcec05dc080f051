import '@fontsource-variable/atkinson-hyperlegible-next/wght.css'
import './style/page.css'
import './style/tile.css'
import { render } from 'preact'
import { App } from './view/app.tsx'

const root = document.getElementById('page')
if (root) render(<App />, root)
