/** Texts of the area `lists`; every key begins with `lists.`. */
export const lists = {
  'lists.title': '清单',
} as const
