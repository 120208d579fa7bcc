/* Who goes by the keyboard goes on where she was: what she stood on may be drawn anew, closed, or out of use after an act. */
const LONGEST = 12
const gridOf = (node) => node.closest("[data-testid=stDataFrame]")
const grids = () => [...document.querySelectorAll("[data-testid=stDataFrame]")]

/* A place outlives its element: a grid of other rows is another element, but still the second grid of the page. */
const placeOf = (node) => ({ node, grid: gridOf(node) ? grids().indexOf(gridOf(node)) : -1 })
const usable = (node) => node.isConnected && !node.disabled && node.getClientRects().length > 0
const found = ({ node, grid }) => {
  if (grid < 0) return usable(node) ? node : null
  return grids()[grid]?.querySelector("canvas[tabindex]") ?? null
}

const keepFocus = () => {
  const trail = []
  let byKeyboard = false
  document.addEventListener("keydown", () => { byKeyboard = true }, true)
  document.addEventListener("pointerdown", () => { byKeyboard = false }, true)
  document.addEventListener("focusin", ({ target }) => {
    if (target === document.body) return
    trail.push(placeOf(target))
    if (trail.length > LONGEST) trail.shift()
  }, true)
  return () => {
    if (!byKeyboard || !trail.length || document.activeElement !== document.body) return
    const last = trail.at(-1)
    if (last.grid < 0 && usable(last.node)) return // she left it herself
    for (const place of [...trail].reverse()) {
      const node = found(place)
      if (!node) continue
      node.focus({ preventScroll: true })
      return
    }
  }
}
