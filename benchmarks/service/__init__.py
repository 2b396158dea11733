"""The columns of the records of an invented service, as SQL."""

from .cooperation import COOPERATION
from .evaluation import EVALUATION
from .governance import GOVERNANCE
from .part import DAY, FEWEST, TEAM, Part, macros
from .people import PEOPLE
from .support import SUPPORT

PARTS = PEOPLE | SUPPORT | GOVERNANCE | COOPERATION | EVALUATION
"""The parts of each record type."""

__all__ = ["DAY", "FEWEST", "PARTS", "TEAM", "Part", "macros"]
