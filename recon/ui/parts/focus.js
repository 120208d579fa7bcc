/* Who goes by the keyboard goes on where she was: what she stood on may be drawn anew, closed, or out of use after an act. */
const LONGEST = 12
/* Milliseconds another grid may take to stand in the place of one that is gone. */
const UNTIL_DRAWN = 2000
const gridOf = (node) => node.closest("[data-testid=stDataFrame]")
const grids = () => [...document.querySelectorAll("[data-testid=stDataFrame]")]

/* A place outlives its element: a grid of other rows is another element, but still the second grid of the page. */
const placeOf = (node) => ({ node, grid: gridOf(node) ? grids().indexOf(gridOf(node)) : -1 })
const usable = (node) => node.isConnected && !node.disabled && node.getClientRects().length > 0
const found = ({ node, grid }) => {
  if (grid < 0) return usable(node) ? node : null
  return grids()[grid]?.querySelector("canvas[tabindex]") ?? null
}

/* What a button unfolds stands at the end of the page; Tab would reach it after everything else. */
const UNFOLDED = "[data-testid=stPopoverBody]"
const FIRST = "input:not(:disabled), button:not(:disabled), textarea, a[href]"

const keepFocus = () => {
  const trail = []
  let byKeyboard = false
  let unfolded = null
  let waits = 0
  let missed = null // the grid that was not there in time, until she does something where she was led instead
  const acts = (keyboard) => () => { byKeyboard = keyboard; missed = null }
  document.addEventListener("keydown", acts(true), true)
  document.addEventListener("pointerdown", acts(false), true)
  document.addEventListener("focusin", ({ target }) => {
    if (target === document.body) return
    trail.push(placeOf(target))
    if (trail.length > LONGEST) trail.shift()
  }, true)
  const enter = () => {
    const body = document.querySelector(UNFOLDED)
    const first = body?.querySelector(FIRST)
    if (body === unfolded || (body && !first)) return // the same one, or one that is still being drawn
    unfolded = body
    if (byKeyboard) first?.focus()
  }
  const lost = () => {
    if (!byKeyboard || !trail.length || !document.hasFocus() || document.activeElement !== document.body) return false
    const last = trail.at(-1)
    return last.grid >= 0 || !usable(last.node) // otherwise she left it herself
  }
  const goTo = (node) => node?.focus({ preventScroll: true })
  const goBack = () => {
    waits = 0
    if (!lost()) return
    const last = trail.at(-1)
    missed = last.grid >= 0 && !found(last) ? last : null
    const newest = [...trail].reverse().map(found).find(Boolean)
    goTo(newest ?? document.querySelector("[data-testid=stMain]")) // past the filters at least
  }
  const comeLate = () => {
    const place = missed && found(missed)
    if (!place) return
    missed = null
    goTo(place)
  }
  return () => {
    enter()
    comeLate()
    if (!lost()) return
    const last = trail.at(-1)
    if (last.grid >= 0 && found(last)) {
      clearTimeout(waits)
      waits = setTimeout(goBack) // not at once: between two tools of a grid nothing is in focus either
    } else waits ||= setTimeout(goBack, last.grid >= 0 ? UNTIL_DRAWN : 100)
  }
}
