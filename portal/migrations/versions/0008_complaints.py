"""Complaints."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "complaint_group",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("node_id", sa.Uuid(), nullable=True),
        sa.Column("cause", sa.String(length=24), nullable=True),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("effort", sa.Integer(), nullable=True),
        sa.Column("effect", sa.Integer(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["node_id"], ["process_node.id"], name=op.f("fk_complaint_group_node_id_process_node")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_group")),
        sa.UniqueConstraint("slug", name=op.f("uq_complaint_group_slug")),
    )
    with op.batch_alter_table("complaint_group", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_complaint_group_node_id"), ["node_id"], unique=False)

    op.create_table(
        "complaint",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("node_id", sa.Uuid(), nullable=True),
        sa.Column("group_id", sa.Uuid(), nullable=True),
        sa.Column("who", sa.String(length=24), nullable=False),
        sa.Column("hard", sa.JSON(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("kronor", sa.Integer(), nullable=True),
        sa.Column("may_publish", sa.Boolean(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("sorted_as", sa.String(length=24), nullable=True),
        sa.Column("cause", sa.String(length=24), nullable=True),
        sa.Column("answer_due_on", sa.Date(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("simpler_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("shared_words_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("owner_answer_sealed", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_complaint_case_id_case"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["complaint_group.id"],
            name=op.f("fk_complaint_group_id_complaint_group"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(["node_id"], ["process_node.id"], name=op.f("fk_complaint_node_id_process_node")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint")),
        sa.UniqueConstraint("case_id", name=op.f("uq_complaint_case_id")),
    )
    with op.batch_alter_table("complaint", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_complaint_group_id"), ["group_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_complaint_node_id"), ["node_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_complaint_received_on"), ["received_on"], unique=False)

    op.create_table(
        "complaint_group_text",
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("found", sa.Text(), nullable=False),
        sa.Column("done", sa.Text(), nullable=False),
        sa.Column("is_approved", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["complaint_group.id"],
            name=op.f("fk_complaint_group_text_group_id_complaint_group"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("group_id", "language", name=op.f("pk_complaint_group_text")),
    )
    op.create_table(
        "complaint_measure",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=True),
        sa.Column("node_id", sa.Uuid(), nullable=True),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("measured_on", sa.Date(), nullable=True),
        sa.Column("reminded_on", sa.Date(), nullable=True),
        sa.Column("before_minutes", sa.Integer(), nullable=True),
        sa.Column("before_steps", sa.Integer(), nullable=True),
        sa.Column("before_forms", sa.Integer(), nullable=True),
        sa.Column("after_minutes", sa.Integer(), nullable=True),
        sa.Column("after_steps", sa.Integer(), nullable=True),
        sa.Column("after_forms", sa.Integer(), nullable=True),
        sa.Column("times_a_year", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["complaint_group.id"],
            name=op.f("fk_complaint_measure_group_id_complaint_group"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["node_id"], ["process_node.id"], name=op.f("fk_complaint_measure_node_id_process_node")
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["staff_account.id"],
            name=op.f("fk_complaint_measure_owner_id_staff_account"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_measure")),
    )
    with op.batch_alter_table("complaint_measure", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_complaint_measure_due_on"), ["due_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_complaint_measure_group_id"), ["group_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_complaint_measure_node_id"), ["node_id"], unique=False)


def downgrade() -> None:
    """Back."""
    with op.batch_alter_table("complaint_measure", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_complaint_measure_node_id"))
        batch_op.drop_index(batch_op.f("ix_complaint_measure_group_id"))
        batch_op.drop_index(batch_op.f("ix_complaint_measure_due_on"))

    op.drop_table("complaint_measure")
    op.drop_table("complaint_group_text")
    with op.batch_alter_table("complaint", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_complaint_received_on"))
        batch_op.drop_index(batch_op.f("ix_complaint_node_id"))
        batch_op.drop_index(batch_op.f("ix_complaint_group_id"))

    op.drop_table("complaint")
    with op.batch_alter_table("complaint_group", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_complaint_group_node_id"))

    op.drop_table("complaint_group")
