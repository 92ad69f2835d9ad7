/** Texts of the search; every key begins with `search.`. */
export const search = {
  'search.title': '查找', 'search.field': '想找什么', 'search.hint': '例如：充电桩、看孩子', 'search.go': '查找', 'search.open': '查找清单上的事', 'search.start': '写几个字，九张清单一起找。',
  'search.recent': '最近找过', 'search.recent.clear': '清除', 'search.all': '所有清单', 'search.kind': '在哪张清单上找', 'search.kind.now': '在哪张清单上找：{name}',
  'search.order': '怎么排', 'search.newest': '新的在前', 'search.near': '本楼在前', 'search.none': '没有找到“{q}”。换个说法，或者把它提出来。', 'search.propose': '把它提出来',
  'search.at.building': '楼里', 'search.at.street': '同街道', 'search.street': '同街道其他社区', 'search.street.note': '可以参考他们怎么做的。要参加，请联系那个社区。',
} as const
