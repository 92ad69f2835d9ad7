/** Texts of the area `redeem`; every key begins with `redeem.`. */
export const redeem = {
  'redeem.title': '兑换',
} as const
