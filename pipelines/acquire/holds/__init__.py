"""What holds files: a zip archive, another packed archive, a PDF with attachments; each opened its own way."""

from pipelines.acquire.holds.budget import Budget, base_name, bomb
from pipelines.acquire.holds.holder import holder_of
from pipelines.acquire.holds.member import Holder, Member

__all__ = ["Budget", "Holder", "Member", "base_name", "bomb", "holder_of"]
