"""What whoever is matched has read before they say so. A changed text is a new version, and is asked again."""

TEXT_VERSION = "2026-12-01"
# 个人信息保护法 Art. 24: automated decisions are told of, fair, can be refused, and a person can be asked to decide.
TEXT = (
    "打开以后，系统每天会自动把您填写的内容与社区里的需求比对，向您推荐合适的事。"
    "比对只用您在这里填的内容、您已报名和预约的时间、您守约的次数，以及您住的楼号，不使用其他资料。"
    "推荐只是建议，接受或谢绝由您决定，谢绝不影响任何待遇。"
    "您可以随时关闭，关闭后立即不再比对，还没答复的推荐一并撤回。"
    "您对推荐或没被推荐有疑问，可以请社区工作者人工处理。"
)
RESOURCE_TEXT = (
    "开放的资源会自动与社区里的需求比对，合适时推荐给提出需求的人。"
    "您可以随时让这项资源不参加比对，它照样开放、照样可以预约。"
)
