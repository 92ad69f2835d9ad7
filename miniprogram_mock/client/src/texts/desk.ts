/** Texts of the area `desk`; every key begins with `desk.`. */
export const desk = {
  'desk.title': '工作台',
} as const
