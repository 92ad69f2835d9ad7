"""A server that speaks WeChat's HTTP interfaces, so that the backend needs no second code path.

Paths, fields and error codes follow WeChat's public documentation for mini-program servers
(developers.weixin.qq.com: code2Session, getStableAccessToken, sendMessage, msgSecCheck, getPhoneNumber).
Everything under `/mock/` exists here alone: it plays the phone's part and misbehaves on demand.
"""
