/* A facet rail: groups of codes with counts. Texts are set with textContent, so nothing a site wrote is ever markup. */
const SEARCH_FROM = 9

export default function (component) {
  const { data, parentElement, setTriggerValue } = component
  const root = parentElement.querySelector(".rail")
  const memory = (root.memory ||= { open: {}, words: {} })
  const element = (tag, className, text) => {
    const made = document.createElement(tag)
    if (className) made.className = className
    if (text !== undefined) made.textContent = text
    return made
  }
  const line = (group, value, largest) => {
    const label = element("label", value.on ? "value on" : "value")
    const box = element("input")
    box.type = "checkbox"
    box.checked = value.on
    box.onchange = () => setTriggerValue("pick", { facet: group.code, code: value.code, on: box.checked })
    const name = element("span", "name", value.label)
    name.title = value.label
    const bar = element("span", "bar")
    bar.style.width = `${Math.round((100 * value.count) / largest)}%`
    if (value.colour) {
      const dot = element("span", "dot")
      dot.style.background = value.colour
      label.append(box, dot, name)
    } else label.append(box, name)
    label.append(element("span", "count", value.count.toLocaleString()), bar)
    return label
  }
  const group = (item) => {
    const box = element("details")
    const chosen = item.values.filter((v) => v.on).length
    box.open = memory.open[item.code] ?? (item.open || chosen > 0)
    box.ontoggle = () => (memory.open[item.code] = box.open)
    const head = element("summary", "", item.title)
    if (chosen) head.append(element("span", "badge", String(chosen)))
    const list = element("div", "list")
    const largest = Math.max(1, ...item.values.map((v) => v.count))
    const fill = (words) => {
      const found = item.values.filter((v) => v.on || v.label.toLowerCase().includes(words.toLowerCase()))
      list.replaceChildren(...found.map((v) => line(item, v, largest)))
    }
    if (item.values.length >= SEARCH_FROM) {
      const search = element("input", "search")
      search.type = "search"
      search.placeholder = data.words.search
      search.setAttribute("aria-label", `${data.words.search} ${item.title}`)
      search.value = memory.words[item.code] || ""
      search.oninput = () => fill((memory.words[item.code] = search.value))
      box.append(head, search, list)
    } else box.append(head, list)
    fill(memory.words[item.code] || "")
    return box
  }
  const scroll = root.scrollTop
  root.replaceChildren(...data.groups.map(group))
  root.scrollTop = scroll
}
