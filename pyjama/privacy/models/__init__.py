from pyjama.privacy.models.believed import Believed
from pyjama.privacy.models.departure import Departure
from pyjama.privacy.models.export import Export
from pyjama.privacy.models.forgotten import Forgotten
from pyjama.privacy.models.incident import Incident
from pyjama.privacy.models.unlisting import Unlisting

__all__ = ["Believed", "Departure", "Export", "Forgotten", "Incident", "Unlisting"]
