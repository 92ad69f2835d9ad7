/**
 * The calls that services make (core/api-map.ts) against the backend's own description (core/schema.d.ts, `npm run gen:api`).
 * Compiled by `npm run typecheck`: a path, an answer, a body or a query that the backend does not have is named in the error.
 */
import { expectTypeOf, it } from 'vitest'
import type { paths as Ours } from '@/core/api-map'
import type { Ok } from '@/core/http'
import type { paths as Real } from '@/core/schema'

/** `/communities/{cid}/entries/{id}` → `/communities/{}/entries/{}`: the names of places in a path are each side's own. */
type Places<P> = P extends `${infer A}{${string}}${infer B}` ? `${A}{}${Places<B>}` : P
type RealPaths = { [P in keyof Real as P extends `/api/v1${infer R}` ? Places<R> : never]: Real[P] }
type OurPaths = { [P in keyof Ours as Places<P>]: Ours[P] }
type Method = 'get' | 'post' | 'patch' | 'put'
/** How the generator writes the null of a thing that may be absent. */
type Nothing = Record<string, never>
/** States and kinds are plain strings in the description and narrower here. */
type Wide<T> = T extends string ? string : T extends number ? number : T extends boolean ? boolean : T extends readonly (infer U)[] ? Wide<U>[] : T extends object ? (string extends keyof T ? (T extends Nothing ? null : T) : { [K in keyof T]: Wide<T[K]> }) : T
type BodyOf<O> = O extends { requestBody?: { content: { 'application/json': infer B } } } ? B : never
type QueryOf<O> = O extends { parameters: { query?: infer Q } } ? NonNullable<Q> : never
type Unknown<A, B> = Exclude<keyof A, keyof B>
type Lacks<A, B> = { [K in keyof B]-?: K extends keyof A ? (Wide<A[K]> extends Wide<B[K]> ? never : K) : undefined extends B[K] ? never : K }[keyof B]
/** What a page of items holds, else the thing itself. */
type Item<T> = T extends { items: (infer I)[] } ? I : T

type Fault<P extends string, M extends string, O, R> =
  | (Lacks<Item<Ok<R>>, Item<Ok<O>>> extends infer K extends string ? `${M} ${P}: answer lacks ${K}` : never)
  | ([BodyOf<O>] extends [never] ? never : Unknown<BodyOf<O>, BodyOf<R>> extends infer K extends string ? `${M} ${P}: body has ${K}` : never)
  | ([QueryOf<O>] extends [never] ? never : Unknown<QueryOf<O>, QueryOf<R>> extends infer K extends string ? `${M} ${P}: query has ${K}` : never)
type Faults = { [P in keyof OurPaths & string]: { [M in keyof OurPaths[P] & Method]: P extends keyof RealPaths ? (M extends keyof RealPaths[P] ? Fault<P, M, OurPaths[P][M], RealPaths[P][M]> : `${M} ${P}: no such method`) : `${P}: no such path` }[keyof OurPaths[P] & Method] }[keyof OurPaths & string]

it('makes only calls that the backend has, and reads only what it answers', () => { expectTypeOf<Faults>().toBeNever() })
