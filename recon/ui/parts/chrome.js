/* Streamlit's own texts are English only. This edits the text and attributes of existing nodes, never the tree. */
const ATTRIBUTES = ["aria-label", "title", "placeholder"]
const KEEP = "[data-testid=stMarkdownContainer],[data-testid=stHtml],canvas,script,style,textarea"
const OWN = "[data-testid^=stFileUploader],[data-testid=stToolbar],[data-testid=stMainMenu]"

export default function (component) {
  const { data } = component
  document.documentElement.lang = data.lang
  document.documentElement.setAttribute("translate", "no")
  const state = (window.reconChrome ||= {})
  state.words = data.words
  state.patterns = data.patterns.map(([from, to]) => [new RegExp(from), to])
  if (state.observer) return
  const said = (text) => {
    const key = text.trim()
    if (!key) return null
    if (state.words[key]) return text.replace(key, state.words[key])
    for (const [from, to] of state.patterns) if (from.test(key)) return key.replace(from, to)
    return null
  }
  const visit = (node) => {
    if (node.nodeType === Node.TEXT_NODE) {
      const parent = node.parentElement
      if (!parent || (parent.closest(KEEP) && !parent.closest(OWN))) return
      const text = said(node.nodeValue)
      if (text !== null && text !== node.nodeValue) node.nodeValue = text
      return
    }
    if (node.nodeType !== Node.ELEMENT_NODE) return
    for (const name of ATTRIBUTES) {
      const value = node.getAttribute(name)
      const text = value && said(value)
      if (text && text !== value) node.setAttribute(name, text)
    }
    node.childNodes.forEach(visit)
  }
  state.observer = new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "childList") change.addedNodes.forEach(visit)
      else visit(change.target)
    }
  })
  const watched = { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ATTRIBUTES }
  state.observer.observe(document.body, watched)
  visit(document.body)
}
