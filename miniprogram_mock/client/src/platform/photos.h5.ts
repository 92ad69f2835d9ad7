/** Photos of the browser: chosen in the system's own dialogue and made smaller, for a camera takes 8 MB and a list shows 1600 pixels. */
const SIDE_MAX = 1600
const QUALITY = 0.85

/**
 * Addresses of what the person chose. An input of our own: Taro's drops what it cannot read without a word, and asks on
 * phones whether camera or album, which they ask themselves. Named types make iPhones hand over JPEG.
 */
export function pickPhotos(most: number): Promise<string[]> {
  const el = document.createElement('input')
  el.type = 'file'; el.accept = 'image/jpeg,image/png,image/webp'; el.multiple = most > 1; el.style.display = 'none'
  document.body.appendChild(el)
  return new Promise<string[]>(done => {
    el.onchange = () => done(Promise.all([...el.files ?? []].slice(0, most).map(smaller)))
    el.oncancel = () => done([])
    el.click()
  }).finally(() => el.remove())
}

/** A smaller copy's address, or that of the file itself where the browser cannot read it: the server then says what is wrong. */
export async function smaller(file: Blob): Promise<string> {
  try {
    const image = await createImageBitmap(file, { imageOrientation: 'from-image' })
    const scale = Math.min(1, SIDE_MAX / Math.max(image.width, image.height))
    const canvas = document.createElement('canvas')
    canvas.width = Math.max(1, Math.round(image.width * scale))
    canvas.height = Math.max(1, Math.round(image.height * scale))
    const pen = canvas.getContext('2d')!
    pen.fillStyle = 'white' // what is transparent would become black
    pen.fillRect(0, 0, canvas.width, canvas.height)
    pen.drawImage(image, 0, 0, canvas.width, canvas.height)
    image.close()
    const blob = await new Promise<Blob | null>(done => { canvas.toBlob(done, 'image/jpeg', QUALITY) })
    return URL.createObjectURL(blob ?? file)
  } catch {
    return URL.createObjectURL(file)
  }
}
