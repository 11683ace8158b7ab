"""Processes."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "process_node",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("ref", sa.String(length=40), nullable=False),
        sa.Column("level", sa.String(length=24), nullable=False),
        sa.Column("above_id", sa.Uuid(), nullable=True),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("search_name", sa.String(length=400), nullable=False),
        sa.Column("team", sa.String(length=24), nullable=True),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("merged_into_id", sa.Uuid(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["above_id"], ["process_node.id"], name=op.f("fk_process_node_above_id_process_node")
        ),
        sa.ForeignKeyConstraint(
            ["merged_into_id"], ["process_node.id"], name=op.f("fk_process_node_merged_into_id_process_node")
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["staff_account.id"],
            name=op.f("fk_process_node_owner_id_staff_account"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_process_node")),
        sa.UniqueConstraint("ref", name=op.f("uq_process_node_ref")),
    )
    with op.batch_alter_table("process_node", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_process_node_above_id"), ["above_id"], unique=False)


def downgrade() -> None:
    """Back."""
    with op.batch_alter_table("process_node", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_process_node_above_id"))

    op.drop_table("process_node")
