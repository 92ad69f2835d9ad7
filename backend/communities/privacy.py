"""The privacy text that a person agrees to on joining; a change is a new version and asks again."""

PRIVACY_VERSION = "2026-11"

# 个人信息保护法 Arts. 14, 17 (informed consent, what must be told), 31 (under 14: a parent or guardian consents).
PRIVACY_TEXT = """\
我们收集您的姓名、出生日期，以及您愿意填写的住址或工作单位，用来核实您是本社区的居民或在本社区工作的人、\
判断活动的年龄要求、给您记录服务时长和积分。

姓名、手机号、门牌号加密保存。公示时只显示姓氏；签到只记录“在现场、不在现场、未提供”，不保存位置。

未满14周岁的人，由监护人同意后加入（个人信息保护法第三十一条）。

您可以随时查看、更正自己的信息，也可以退出社区；依法应当保存的服务记录会继续保存。\
"""
