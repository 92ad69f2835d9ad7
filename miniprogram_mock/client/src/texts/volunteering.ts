/** Texts of the area `volunteering`; every key begins with `volunteering.`. */
export const volunteering = {
  'volunteering.title': '行动',
} as const
