"""Topics that dossiers record; no payload holds a name or a number of a person."""

# {items: [{entry_id, member_id, kind, title}]}: the desk entered or imported it.
ENTRIES_KEPT = "dossiers.entries_kept"
# {evaluation_id, record_id, member_id, title}: to whom the service was; answered: to who evaluated.
EVALUATED = "dossiers.evaluated"
EVALUATION_ANSWERED = "dossiers.evaluation_answered"
# {import_id, count}: records from elsewhere wait for a second hand.
OUTSIDE_AWAITS = "dossiers.outside_awaits"
# {import_id, count}: a file is ready; to who asked.
EXPORT_READY = "dossiers.export_ready"
# {items: [{member_id, count}]}: records from elsewhere are confirmed.
OUTSIDE_CONFIRMED = "dossiers.outside_confirmed"
