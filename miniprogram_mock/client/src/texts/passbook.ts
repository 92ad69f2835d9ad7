/** Texts of the area `passbook`; every key begins with `passbook.`. */
export const passbook = {
  'passbook.title': '时光存折',
} as const
