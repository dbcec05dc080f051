import type { TileKind } from '../languages/language.ts'

/** One shape a kind, told apart without colour and from afar. Drawn in a square of 24. */
const shapes: Record<TileKind, preact.JSX.Element> = {
  free: <circle cx="12" cy="12" r="9" class="line" stroke-dasharray="3.6 3.5" />,
  scan: (
    <g>
      <path class="line" d="M2 8V3h5M17 3h5v5M22 16v5h-5M7 21H2v-5" />
      <path class="line" d="M7 8v8M11 8v8M14 8v8M17.500 8v8" />
    </g>
  ),
  working: (
    <g>
      <circle cx="12" cy="12" r="9" class="line faint" />
      <path class="line turning" d="M12 3a9 9 0 0 1 9 9" />
    </g>
  ),
  done: (
    <g>
      <circle cx="12" cy="12" r="11" class="fill" />
      <path class="cut" d="M6.500 12.500l4 4 7.500-8.500" />
    </g>
  ),
  later: (
    <g>
      <path class="line" d="M6 2h12M6 22h12M7.500 2v5l9 10v5M16.500 2v5l-9 10v5" />
    </g>
  ),
  look: (
    <g>
      <path class="fill" d="M12 1.500L23.500 22H.500z" />
      <path class="cut" d="M12 9v6.500M12 18.500v.500" />
    </g>
  ),
  stop: (
    <g>
      <path class="fill" d="M7.500 1h9L23 7.500v9L16.500 23h-9L1 16.500v-9z" />
      <path class="cut" d="M7.500 7.500l9 9M16.500 7.500l-9 9" />
    </g>
  ),
  unknown: (
    <g>
      <path class="line" d="M7 8.500a5 5 0 1 1 7.500 4.300c-1.800 1-2.500 1.700-2.500 3.700" />
      <path class="line" d="M12 20.500v.500" />
    </g>
  ),
}

export const Mark = ({ kind, isHollow }: { kind: TileKind; isHollow: boolean }) => (
  <svg class={`mark ${isHollow ? 'hollow' : ''}`} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    {shapes[kind]}
  </svg>
)
