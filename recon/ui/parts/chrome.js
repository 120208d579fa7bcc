/* Streamlit's own texts are English only, and some are a programmer's. This edits the text and attributes of existing nodes, never the tree. */
const ATTRIBUTES = ["aria-label", "title", "placeholder"]
const KEEP = "[data-testid=stMarkdownContainer],[data-testid=stHtml],canvas,script,style,textarea"
const OWN = "[data-testid^=stFileUploader],[data-testid=stToolbar],[data-testid=stMainMenu],[data-testid=stTooltipContent]"

/* The address says the language, and saying it is no step: Back leads to the page or the filter before. */
const keepLanguage = (state) => {
  const push = history.pushState.bind(history)
  const replace = history.replaceState.bind(history)
  const said = (address) => {
    const asked = new URL(address ?? "", document.location.href)
    if (state.said) asked.searchParams.set("lang", state.said)
    else asked.searchParams.delete("lang")
    return asked.href
  }
  const here = () => replace(history.state, "", said(document.location.href))
  history.pushState = (held, unused, address) =>
    (said(address) === said(document.location.href) ? replace : push)(held, unused, said(address))
  history.replaceState = (held, unused, address) => replace(held, unused, said(address))
  window.addEventListener("popstate", here)
  return here
}

/* What Streamlit wrote itself, by node and attribute, beside what stands there now: the language may be switched back. */
const written = new WeakMap()
const own = (node, name, value) => {
  const known = written.get(node)?.[name]
  return known && known.now === value ? known.own : value
}
const keep = (node, name, value, now) => written.set(node, { ...written.get(node), [name]: { own: value, now } })

/* A label is Markdown to Streamlit, and its escapes are read out with the name of what it labels. */
const plain = (name, text) => (name === "aria-label" ? text.replace(/\\([!-/:-@[-`{-~])/g, "$1") : text)

export default function (component) {
  const { data } = component
  document.documentElement.lang = data.lang
  document.documentElement.setAttribute("translate", "no")
  const state = (window.reconChrome ||= {})
  const switched = state.lang !== data.lang
  state.lang = data.lang
  state.words = data.words
  state.patterns = data.patterns.map(([from, to]) => [new RegExp(from), to])
  state.said = data.said
  state.here ||= keepLanguage(state)
  state.focus ||= keepFocus()
  state.here()
  if (state.observer) {
    if (switched) state.visit(document.body)
    return
  }
  const said = (text) => {
    const key = text.trim()
    if (!key) return text
    if (state.words[key]) return text.replace(key, state.words[key])
    for (const [from, to] of state.patterns) if (from.test(key)) return key.replace(from, to)
    return text
  }
  const visit = (node) => {
    if (node.nodeType === Node.TEXT_NODE) {
      const parent = node.parentElement
      if (!parent || (parent.closest(KEEP) && !parent.closest(OWN))) return
      const value = own(node, "", node.nodeValue)
      const text = said(value)
      if (text === node.nodeValue) return
      keep(node, "", value, text)
      node.nodeValue = text
      return
    }
    if (node.nodeType !== Node.ELEMENT_NODE) return
    for (const name of ATTRIBUTES) {
      const stands = node.getAttribute(name)
      if (!stands) continue
      const value = own(node, name, stands)
      const text = plain(name, said(value))
      if (text === stands) continue
      keep(node, name, value, text)
      node.setAttribute(name, text)
    }
    node.childNodes.forEach(visit)
  }
  state.visit = visit
  state.observer = new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "childList") change.addedNodes.forEach(visit)
      else visit(change.target)
    }
    state.focus()
  })
  const watched = { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ATTRIBUTES }
  state.observer.observe(document.body, watched)
  visit(document.body)
}
