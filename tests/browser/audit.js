// Runs in the page: waits until it is ready, and reads what a test wants to know of it. Never changes it.
window.__open = 0
const given = window.fetch
window.fetch = (...a) => { window.__open++; return given(...a).finally(() => { window.__open-- }) }

window.__page = () => [...document.querySelectorAll('.taro_page')].filter(x => x.offsetParent !== null && x.querySelector('.pg')).pop()

/** Resolves when nothing is being fetched and nothing waits to be drawn; says what it waited for in vain. */
window.__ready = path => new Promise(done => {
  const end = performance.now() + 15000
  let calm = 0
  const look = () => {
    const page = window.__page()
    const why = !page || !page.id.startsWith(path) ? 'page' : window.__open ? 'fetch' : page.querySelector('.bones') ? 'skeleton' : page.querySelector('main').innerText.trim().length < 2 ? 'text' : ''
    calm = why ? 0 : calm + 1
    if (calm >= 3) done('')
    else if (performance.now() > end) done(why)
    else setTimeout(look, 20)
  }
  look()
})

const shown = e => { const r = e.getBoundingClientRect(); return r.width > 1 && r.height > 1 && getComputedStyle(e).visibility !== 'hidden' }
const words = e => (e.getAttribute('aria-label') || e.innerText || e.className).trim().replace(/\s+/g, ' ').slice(0, 24)

window.__read = (least, width) => {
  const page = window.__page(), elder = page.querySelector('.pg').classList.contains('elder')
  const texts = [], small = []
  for (const w = document.createTreeWalker(page, NodeFilter.SHOW_TEXT); w.nextNode();) {
    const e = w.currentNode.parentElement, text = w.currentNode.data.trim()
    if (!text || !shown(e)) continue
    if (!e.closest('.rd-token, .seal-h, .proof')) texts.push(text)
    if (elder && !e.closest('.sr') && parseFloat(getComputedStyle(e).fontSize) < 17.9) small.push(text.slice(0, 20))
  }
  for (const e of page.querySelectorAll('[placeholder], [aria-label]')) texts.push(e.getAttribute('placeholder') || '', e.getAttribute('aria-label') || '')
  const tappable = [...page.querySelectorAll('button, a[href], select, textarea, label.op, input:not(.native)')].filter(shown)
  const narrow = tappable.filter(e => { const r = e.getBoundingClientRect(); return r.height < least - 0.5 || r.width < least - 0.5 })
  const scrolls = e => { for (let p = e.parentElement; p && p !== page; p = p.parentElement) if (/auto|scroll|hidden/.test(getComputedStyle(p).overflowX)) return true; return false }
  const wide = [...page.querySelectorAll('.pg *')].filter(e => shown(e) && e.getBoundingClientRect().right > width + 1 && !scrolls(e))
  const cut = tappable.filter(e => e.tagName === 'BUTTON' && e.scrollWidth > e.clientWidth + 1)
  return {
    look: ['elder', 'dark'].filter(c => page.querySelector('.pg').classList.contains(c)).join('-') || 'normal', title: document.title, heading: [...page.querySelectorAll('h1')].filter(shown).map(e => e.innerText).join('|'), texts, small,
    narrow: narrow.map(e => `${words(e)} ${Math.round(e.getBoundingClientRect().width)}×${Math.round(e.getBoundingClientRect().height)}`),
    wide: wide.map(words).concat(document.documentElement.scrollWidth > width ? [`page ${document.documentElement.scrollWidth}`] : []),
    cut: cut.map(words),
  }
}

window.__axe = rules => axe.run(window.__page(), { runOnly: rules, resultTypes: ['violations'], preload: false })
  .then(r => r.violations.filter(v => v.impact === 'serious' || v.impact === 'critical').map(v => `${v.id}: ${v.nodes.slice(0, 3).map(n => n.html.slice(0, 120)).join(' / ')}`))
