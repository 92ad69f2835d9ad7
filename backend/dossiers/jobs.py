"""What is due in dossiers: files to be made, checked, or kept for too long."""

from backend.dossiers.service import exports, imports
from backend.infra.due import DueSource

EXPORTS = DueSource("dossiers.exports", scan=exports.communities_with_waiting_exports, work=exports.make_next_export)
OLD_EXPORTS = DueSource("dossiers.old_exports", scan=exports.communities_with_old_exports, work=exports.expire_exports)
IMPORTS = DueSource("dossiers.imports", scan=imports.communities_with_waiting_files, work=imports.work_on_next_file)
OLD_IMPORTS = DueSource(
    "dossiers.old_imports", scan=imports.KEEPING.communities_with_old_files, work=imports.KEEPING.expire_files
)
