"""Certificates of service records (志愿服务记录证明): asked for, frozen, printed, checked by anybody, voided."""
