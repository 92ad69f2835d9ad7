"""The kinds of list that lists itself owns; the others are declared by the features whose entries they are."""

from backend.lists.kinds.benefit import BENEFIT
from backend.lists.kinds.need import NEED
from backend.lists.kinds.resource import RESOURCE
from backend.lists.kinds.service_project import SERVICE_PROJECT

OWN_KINDS = [NEED, SERVICE_PROJECT, BENEFIT, RESOURCE]
