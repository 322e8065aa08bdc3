"""Where a table can be read in more than one way, the identities choose: ``choose`` gives the best reading."""

from pipelines.choose.choose import choose
from pipelines.choose.model import Choice
from pipelines.extract.pdf.again.pages import Pages

__all__ = ["Choice", "Pages", "choose"]
