"""Children named in applications, as blind indexes."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "assistance_named_child",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("person_key", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["assistance_application.id"],
            name=op.f("fk_assistance_named_child_application_id_assistance_application"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assistance_named_child")),
    )
    with op.batch_alter_table("assistance_named_child", schema=None) as batch_op:
        batch_op.create_index("ix_assistance_named_child_application", ["application_id"], unique=False)
        batch_op.create_index("ix_assistance_named_child_person", ["person_key"], unique=False)


def downgrade() -> None:
    """Back."""
    with op.batch_alter_table("assistance_named_child", schema=None) as batch_op:
        batch_op.drop_index("ix_assistance_named_child_person")
        batch_op.drop_index("ix_assistance_named_child_application")
    op.drop_table("assistance_named_child")
