from typing_extensions import TypeAlias

from .pet_owner import PetOwner

GetOwner200Response: TypeAlias = PetOwner
"""The class PetOwner under another name."""
