"""Documents: the sealed name and the number of pages of a received file."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    with op.batch_alter_table("stored_file") as batch:
        batch.add_column(sa.Column("pages", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("name_sealed", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    """Back."""
    with op.batch_alter_table("stored_file") as batch:
        batch.drop_column("name_sealed")
        batch.drop_column("pages")
