"""What is due in lists: uploaded tables whose rows nobody has looked at yet."""

from backend.infra.due import DueSource
from backend.lists.service import imports

IMPORTS_DUE = DueSource("lists.imports", scan=imports.communities_with_unchecked_imports, work=imports.check_next_rows)
