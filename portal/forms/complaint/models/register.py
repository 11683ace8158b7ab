"""The register of processes."""

import uuid
from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Base, UtcDateTime, text_enum
from portal.forms.complaint.rules.register import REF_MOST, SEARCH_MOST, TEAM_MOST, Level, Node, NodeState


class ProcessNode(Base):
    """A department, service, process or step. `ref` is the municipality's own name for it and never changes.

    `names` maps languages to names, Swedish always there. `team` and `owner_id` are None where those above count.
    `version` grows with every change.
    """

    __tablename__ = "process_node"
    __table_args__ = (Index(None, "above_id"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(REF_MOST), unique=True)
    level: Mapped[Level] = mapped_column(text_enum(Level))
    above_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("process_node.id"))
    names: Mapped[dict[str, str]] = mapped_column(JSON)
    search_name: Mapped[str] = mapped_column(String(SEARCH_MOST))
    team: Mapped[str | None] = mapped_column(String(TEAM_MOST))
    owner_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff_account.id", ondelete="SET NULL"))
    state: Mapped[NodeState] = mapped_column(text_enum(NodeState), default=NodeState.ACTIVE)
    merged_into_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("process_node.id"))
    position: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)

    @property
    def node(self) -> Node:
        """This row as the rules know it."""
        return Node(
            id=self.id,
            ref=self.ref,
            level=self.level,
            names=self.names,
            above_id=self.above_id,
            team=self.team,
            owner_id=self.owner_id,
            state=self.state,
            merged_into_id=self.merged_into_id,
            position=self.position,
            version=self.version,
        )
