"""Residents who sign in with an e-ID."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "resident_session",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("subject_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("person_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resident_session")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_resident_session_token_hash")),
    )
    op.create_index(op.f("ix_resident_session_expires_at"), "resident_session", ["expires_at"])
    op.create_index(op.f("ix_resident_session_subject_hash"), "resident_session", ["subject_hash"])
    op.create_table(
        "eid_used_answer",
        sa.Column("id", sa.LargeBinary(length=32), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_eid_used_answer")),
    )
    op.create_index(op.f("ix_eid_used_answer_used_at"), "eid_used_answer", ["used_at"])


def downgrade() -> None:
    """Back."""
    op.drop_table("eid_used_answer")
    op.drop_table("resident_session")
