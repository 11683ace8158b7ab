"""Financial assistance: drafts, applications, calculations, decisions, payments."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "draft",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("owner", sa.String(length=64), nullable=False),
        sa.Column("service", sa.String(length=24), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("pages_sealed", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
    )
    with op.batch_alter_table("draft", schema=None) as batch_op:
        batch_op.create_index("ix_draft_end", ["expires_at"], unique=False)
        batch_op.create_index("ix_draft_owner", ["owner", "service"], unique=True)

    op.create_table(
        "assistance_automation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=True),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.Column("delegation", sa.String(length=40), nullable=False),
        sa.Column("one_in", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["by"], ["staff_account.id"], name=op.f("fk_assistance_automation_by_staff_account"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assistance_automation")),
    )
    op.create_table(
        "assistance_declared_person",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("person_key", sa.String(length=64), nullable=False),
        sa.Column("is_self", sa.Boolean(), nullable=False),
        sa.Column("declared_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["staff_account.id"],
            name=op.f("fk_assistance_declared_person_account_id_staff_account"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assistance_declared_person")),
    )
    with op.batch_alter_table("assistance_declared_person", schema=None) as batch_op:
        batch_op.create_index("ix_assistance_declared_person", ["account_id", "person_key"], unique=True)

    op.create_table(
        "assistance_payment_export",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=True),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("total", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.LargeBinary(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["by"],
            ["staff_account.id"],
            name=op.f("fk_assistance_payment_export_by_staff_account"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assistance_payment_export")),
    )
    op.create_table(
        "assistance_application",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("draft_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("household_key", sa.String(length=64), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("filed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("snapshot_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("snapshot_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("answers_sealed", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case.id"], name=op.f("fk_assistance_application_case_id_case"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assistance_application")),
        sa.UniqueConstraint("case_id", name=op.f("uq_assistance_application_case_id")),
    )
    with op.batch_alter_table("assistance_application", schema=None) as batch_op:
        batch_op.create_index("ix_assistance_application_draft", ["draft_id"], unique=False)
        batch_op.create_index("ix_assistance_application_household", ["household_key", "month"], unique=False)

    op.create_table(
        "assistance_agency_answer",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("agency", sa.String(length=16), nullable=False),
        sa.Column("person_key", sa.String(length=64), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("has_answered", sa.Boolean(), nullable=False),
        sa.Column("is_simulated", sa.Boolean(), nullable=False),
        sa.Column("content_sealed", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["assistance_application.id"],
            name=op.f("fk_assistance_agency_answer_application_id_assistance_application"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assistance_agency_answer")),
    )
    with op.batch_alter_table("assistance_agency_answer", schema=None) as batch_op:
        batch_op.create_index("ix_assistance_agency_answer_application", ["application_id"], unique=False)

    op.create_table(
        "assistance_calculation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("engine", sa.String(length=24), nullable=False),
        sa.Column("table_version", sa.String(length=24), nullable=False),
        sa.Column("household_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("practice_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("result_sealed", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["assistance_application.id"],
            name=op.f("fk_assistance_calculation_application_id_assistance_application"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["made_by"],
            ["staff_account.id"],
            name=op.f("fk_assistance_calculation_made_by_staff_account"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assistance_calculation")),
    )
    with op.batch_alter_table("assistance_calculation", schema=None) as batch_op:
        batch_op.create_index("ix_assistance_calculation_application", ["application_id", "made_at"], unique=False)

    op.create_table(
        "assistance_exchange",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("words_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("answer_sealed", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["assistance_application.id"],
            name=op.f("fk_assistance_exchange_application_id_assistance_application"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["asked_by"],
            ["staff_account.id"],
            name=op.f("fk_assistance_exchange_asked_by_staff_account"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assistance_exchange")),
    )
    with op.batch_alter_table("assistance_exchange", schema=None) as batch_op:
        batch_op.create_index("ix_assistance_exchange_application", ["application_id", "asked_at"], unique=False)

    op.create_table(
        "assistance_line_change",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=True),
        sa.Column("line", sa.String(length=60), nullable=False),
        sa.Column("content_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("reason_sealed", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["assistance_application.id"],
            name=op.f("fk_assistance_line_change_application_id_assistance_application"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["by"], ["staff_account.id"], name=op.f("fk_assistance_line_change_by_staff_account"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assistance_line_change")),
    )
    with op.batch_alter_table("assistance_line_change", schema=None) as batch_op:
        batch_op.create_index("ix_assistance_line_change_application", ["application_id", "at"], unique=False)

    op.create_table(
        "assistance_party",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("person_key", sa.String(length=64), nullable=False),
        sa.Column("born_day", sa.Integer(), nullable=False),
        sa.Column("personnummer_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("name_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("comment_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("invitation_hash", sa.LargeBinary(length=32), nullable=True),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("signed_hash", sa.LargeBinary(length=32), nullable=True),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["assistance_application.id"],
            name=op.f("fk_assistance_party_application_id_assistance_application"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assistance_party")),
        sa.UniqueConstraint("invitation_hash", name=op.f("uq_assistance_party_invitation_hash")),
    )
    with op.batch_alter_table("assistance_party", schema=None) as batch_op:
        batch_op.create_index("ix_assistance_party_application", ["application_id"], unique=False)
        batch_op.create_index("ix_assistance_party_person", ["person_key"], unique=False)

    op.create_table(
        "assistance_trace",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("household_key", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("key", sa.LargeBinary(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["assistance_application.id"],
            name=op.f("fk_assistance_trace_application_id_assistance_application"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assistance_trace")),
    )
    with op.batch_alter_table("assistance_trace", schema=None) as batch_op:
        batch_op.create_index("ix_assistance_trace_application", ["application_id"], unique=False)
        batch_op.create_index("ix_assistance_trace_key", ["key", "kind"], unique=False)

    op.create_table(
        "assistance_attachment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=True),
        sa.Column("draft_id", sa.Uuid(), nullable=True),
        sa.Column("exchange_id", sa.Uuid(), nullable=True),
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("question", sa.String(length=40), nullable=False),
        sa.Column("person_key", sa.String(length=64), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("name_sealed", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["assistance_application.id"],
            name=op.f("fk_assistance_attachment_application_id_assistance_application"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["exchange_id"],
            ["assistance_exchange.id"],
            name=op.f("fk_assistance_attachment_exchange_id_assistance_exchange"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["file_id"],
            ["stored_file.id"],
            name=op.f("fk_assistance_attachment_file_id_stored_file"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assistance_attachment")),
    )
    with op.batch_alter_table("assistance_attachment", schema=None) as batch_op:
        batch_op.create_index("ix_assistance_attachment_application", ["application_id"], unique=False)
        batch_op.create_index("ix_assistance_attachment_draft", ["draft_id"], unique=False)
        batch_op.create_index("ix_assistance_attachment_file", ["file_id"], unique=False)

    op.create_table(
        "assistance_decision",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("calculation_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("outcome", sa.String(length=12), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("is_automatic", sa.Boolean(), nullable=False),
        sa.Column("delegation", sa.String(length=40), nullable=False),
        sa.Column("prepared_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("prepared_by", sa.Uuid(), nullable=True),
        sa.Column("approved_by", sa.Uuid(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("served_on", sa.Date(), nullable=True),
        sa.Column("served_how", sa.String(length=16), nullable=True),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reasons_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("returned_sealed", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["assistance_application.id"],
            name=op.f("fk_assistance_decision_application_id_assistance_application"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["approved_by"],
            ["staff_account.id"],
            name=op.f("fk_assistance_decision_approved_by_staff_account"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["calculation_id"],
            ["assistance_calculation.id"],
            name=op.f("fk_assistance_decision_calculation_id_assistance_calculation"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["prepared_by"],
            ["staff_account.id"],
            name=op.f("fk_assistance_decision_prepared_by_staff_account"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assistance_decision")),
    )
    with op.batch_alter_table("assistance_decision", schema=None) as batch_op:
        batch_op.create_index("ix_assistance_decision_application", ["application_id", "prepared_at"], unique=False)
        batch_op.create_index("ix_assistance_decision_made", ["made_at"], unique=False)

    op.create_table(
        "assistance_proposal",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("calculation_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("robot", sa.String(length=24), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.Column("content_sealed", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["assistance_application.id"],
            name=op.f("fk_assistance_proposal_application_id_assistance_application"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["calculation_id"],
            ["assistance_calculation.id"],
            name=op.f("fk_assistance_proposal_calculation_id_assistance_calculation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assistance_proposal")),
    )
    with op.batch_alter_table("assistance_proposal", schema=None) as batch_op:
        batch_op.create_index("ix_assistance_proposal_application", ["application_id", "made_at"], unique=False)

    op.create_table(
        "assistance_appeal",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("decision_id", sa.Uuid(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_key", sa.String(length=64), nullable=False),
        sa.Column("in_time", sa.Boolean(), nullable=True),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("handled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("handled_by", sa.Uuid(), nullable=True),
        sa.Column("once", sa.LargeBinary(length=32), nullable=True),
        sa.Column("words_sealed", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["decision_id"],
            ["assistance_decision.id"],
            name=op.f("fk_assistance_appeal_decision_id_assistance_decision"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["handled_by"],
            ["staff_account.id"],
            name=op.f("fk_assistance_appeal_handled_by_staff_account"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assistance_appeal")),
        sa.UniqueConstraint("once", name=op.f("uq_assistance_appeal_once")),
    )
    with op.batch_alter_table("assistance_appeal", schema=None) as batch_op:
        batch_op.create_index("ix_assistance_appeal_decision", ["decision_id"], unique=False)

    op.create_table(
        "assistance_control_sample",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("decision_id", sa.Uuid(), nullable=False),
        sa.Column("drawn_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("checked_by", sa.Uuid(), nullable=True),
        sa.Column("was_right", sa.Boolean(), nullable=True),
        sa.Column("words_sealed", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["checked_by"],
            ["staff_account.id"],
            name=op.f("fk_assistance_control_sample_checked_by_staff_account"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["decision_id"],
            ["assistance_decision.id"],
            name=op.f("fk_assistance_control_sample_decision_id_assistance_decision"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assistance_control_sample")),
        sa.UniqueConstraint("decision_id", name=op.f("uq_assistance_control_sample_decision_id")),
    )
    op.create_table(
        "assistance_payment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("decision_id", sa.Uuid(), nullable=False),
        sa.Column("export_id", sa.Uuid(), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("reference", sa.String(length=25), nullable=False),
        sa.Column("payee_sealed", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["decision_id"],
            ["assistance_decision.id"],
            name=op.f("fk_assistance_payment_decision_id_assistance_decision"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["export_id"],
            ["assistance_payment_export.id"],
            name=op.f("fk_assistance_payment_export_id_assistance_payment_export"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assistance_payment")),
        sa.UniqueConstraint("decision_id", name=op.f("uq_assistance_payment_decision_id")),
        sa.UniqueConstraint("reference", name=op.f("uq_assistance_payment_reference")),
    )
    with op.batch_alter_table("assistance_payment", schema=None) as batch_op:
        batch_op.create_index("ix_assistance_payment_export", ["export_id"], unique=False)

    op.create_table(
        "assistance_reading",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("decision_id", sa.Uuid(), nullable=False),
        sa.Column("person_key", sa.String(length=64), nullable=False),
        sa.Column("read_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["decision_id"],
            ["assistance_decision.id"],
            name=op.f("fk_assistance_reading_decision_id_assistance_decision"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assistance_reading")),
    )
    with op.batch_alter_table("assistance_reading", schema=None) as batch_op:
        batch_op.create_index("ix_assistance_reading_decision", ["decision_id", "person_key"], unique=True)


def downgrade() -> None:
    """Back."""
    with op.batch_alter_table("assistance_reading", schema=None) as batch_op:
        batch_op.drop_index("ix_assistance_reading_decision")

    op.drop_table("assistance_reading")
    with op.batch_alter_table("assistance_payment", schema=None) as batch_op:
        batch_op.drop_index("ix_assistance_payment_export")

    op.drop_table("assistance_payment")
    op.drop_table("assistance_control_sample")
    with op.batch_alter_table("assistance_appeal", schema=None) as batch_op:
        batch_op.drop_index("ix_assistance_appeal_decision")

    op.drop_table("assistance_appeal")
    with op.batch_alter_table("assistance_proposal", schema=None) as batch_op:
        batch_op.drop_index("ix_assistance_proposal_application")

    op.drop_table("assistance_proposal")
    with op.batch_alter_table("assistance_decision", schema=None) as batch_op:
        batch_op.drop_index("ix_assistance_decision_made")
        batch_op.drop_index("ix_assistance_decision_application")

    op.drop_table("assistance_decision")
    with op.batch_alter_table("assistance_attachment", schema=None) as batch_op:
        batch_op.drop_index("ix_assistance_attachment_file")
        batch_op.drop_index("ix_assistance_attachment_draft")
        batch_op.drop_index("ix_assistance_attachment_application")

    op.drop_table("assistance_attachment")
    with op.batch_alter_table("assistance_trace", schema=None) as batch_op:
        batch_op.drop_index("ix_assistance_trace_key")
        batch_op.drop_index("ix_assistance_trace_application")

    op.drop_table("assistance_trace")
    with op.batch_alter_table("assistance_party", schema=None) as batch_op:
        batch_op.drop_index("ix_assistance_party_person")
        batch_op.drop_index("ix_assistance_party_application")

    op.drop_table("assistance_party")
    with op.batch_alter_table("assistance_line_change", schema=None) as batch_op:
        batch_op.drop_index("ix_assistance_line_change_application")

    op.drop_table("assistance_line_change")
    with op.batch_alter_table("assistance_exchange", schema=None) as batch_op:
        batch_op.drop_index("ix_assistance_exchange_application")

    op.drop_table("assistance_exchange")
    with op.batch_alter_table("assistance_calculation", schema=None) as batch_op:
        batch_op.drop_index("ix_assistance_calculation_application")

    op.drop_table("assistance_calculation")
    with op.batch_alter_table("assistance_agency_answer", schema=None) as batch_op:
        batch_op.drop_index("ix_assistance_agency_answer_application")

    op.drop_table("assistance_agency_answer")
    with op.batch_alter_table("assistance_application", schema=None) as batch_op:
        batch_op.drop_index("ix_assistance_application_household")
        batch_op.drop_index("ix_assistance_application_draft")

    op.drop_table("assistance_application")
    op.drop_table("assistance_payment_export")
    with op.batch_alter_table("assistance_declared_person", schema=None) as batch_op:
        batch_op.drop_index("ix_assistance_declared_person")

    op.drop_table("assistance_declared_person")
    op.drop_table("assistance_automation")
    with op.batch_alter_table("draft", schema=None) as batch_op:
        batch_op.drop_index("ix_draft_owner")
        batch_op.drop_index("ix_draft_end")

    op.drop_table("draft")
