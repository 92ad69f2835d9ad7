"""Topics that notifications records for itself, to be done later."""

# {sign_up_id, shift_id, member_id, title, place, starts_at, when}, due when the member is to be reminded.
SHIFT_REMINDER = "notifications.shift_reminder"
# {member_id, template, data, page, useless_after}: one subscribe message, tried until WeChat answers.
WECHAT_MESSAGE = "notifications.wechat_message"
# {person_id, template_id, count}: the fake platform learns what the real one sees on the phone itself.
CONSENT_GIVEN = "notifications.consent_given"
