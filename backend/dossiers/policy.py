"""Who may do what with dossiers. That nobody keeps or confirms their own is the service's and the database's to see."""

from enum import StrEnum

from backend.core.actor import Role as R
from backend.core.policy import Policy


class A(StrEnum):
    """Actions of this feature."""

    READ_OWN = "read_own"
    EDIT_OWN = "edit_own"
    EXPORT_OWN = "export_own"
    READ = "read"
    KEEP = "keep"
    READ_EVALUATIONS = "read_evaluations"
    EVALUATE = "evaluate"
    ANSWER = "answer"
    EXPORT = "export"
    READ_EXPORTS = "read_exports"
    IMPORT = "import"
    READ_IMPORTS = "read_imports"


DESK = frozenset({R.STAFF, R.LEAD})

POLICY = Policy(
    "dossiers",
    {
        A.READ_OWN: frozenset({R.MEMBER}),
        A.EDIT_OWN: frozenset({R.MEMBER}),
        A.EXPORT_OWN: frozenset({R.MEMBER}),
        A.READ: DESK,
        A.KEEP: DESK,
        # Not public: each sees what they wrote, whom it is about and the desk all (志愿服务条例 Art. 20).
        A.READ_EVALUATIONS: frozenset({R.MEMBER}),
        A.EVALUATE: frozenset({R.LEADER, R.BENEFICIARY}),
        A.ANSWER: frozenset({R.SELF}),
        A.EXPORT: DESK,
        A.READ_EXPORTS: DESK | {R.SUPERVISOR},
        A.IMPORT: DESK,
        A.READ_IMPORTS: DESK | {R.SUPERVISOR},
    },
)
