/** What the platform under the client can do. One file per target implements it; pages see only this. */
export type Answers = Record<string, 'accept' | 'reject'>
export interface ChosenTable { path: string; name: string; /** bytes */ size: number }
export interface Place { lat: number; lng: number; /** metres around it, where the phone tells */ within?: number }
export interface Device {
  readonly target: 'h5' | 'weapp'
  /** A one-time sign-in code. H5 asks the fake platform for the identity chosen; WeChat knows who it is. */
  loginCode(identity?: string): Promise<string>
  /** Text of a QR code; rejects with `cancel` when the person gave up, `no code` when none was found. */
  scan(): Promise<string>
  /** Fetch what scanning needs, while there is a network. */
  readyToScan(): void
  /** Ask for one message of each template; on H5 our own sheet stands in for WeChat's. */
  subscribe(templates: { id: string; name: string }[]): Promise<Answers>
  /** Paths of at most so many photos, made smaller; empty when the person gave up. */
  choosePhotos(most: number): Promise<string[]>
  /** One table (xlsx) of the person's own; undefined when they gave up. */
  /** `endings` without a dot, e.g. xlsx, csv. */
  chooseTable(endings?: readonly string[]): Promise<ChosenTable | undefined>
  copy(text: string): Promise<void>
  /** Give the person a file: the browser saves it, WeChat opens it. */
  saveFile(name: string, bytes: ArrayBuffer): Promise<void>
  /** A short buzz after a scan; silent where there is none. */
  /** As bright as it gets and awake, while a code is held out; false: as it was. */
  glow(on: boolean): void
  buzz(): void
  /** Nobody looks: the tab lies behind another, the phone is locked. */
  unseen(): boolean
  /** Read a text aloud, and stop; absent where the platform has no voice. */
  speak?(text: string): void
  hush?(): void
  /** Random bytes fit for a key; rejects where the phone makes none. */
  random(length: number): Promise<Uint8Array>
  /** Where the phone is (WGS 84), asked for by the system the first time; rejects where it is not to be had. Never sent. */
  place(): Promise<Place>
  systemDark(): boolean
  onSystemDark(f: (dark: boolean) => void): void
  /** 1 is the normal text size of the system. */
  fontScale(): number
  onNetwork(f: (up: boolean) => void): void
  /** Logical width of the window now, and when it changes. */
  width(): number
  onResize(f: () => void): void
  paint(look: { dark: boolean; title: string }): void
}
