"""The kinds of list that lists itself owns; the others are declared by the features whose entries they are."""

from backend.lists.kinds.benefit import BENEFIT
from backend.lists.kinds.need import NEED
from backend.lists.kinds.problem import PROBLEM
from backend.lists.kinds.resource import RESOURCE
from backend.lists.kinds.service_project import SERVICE_PROJECT
from backend.lists.kinds.welfare_work import WELFARE_WORK

OWN_KINDS = [NEED, PROBLEM, SERVICE_PROJECT, WELFARE_WORK, BENEFIT, RESOURCE]
