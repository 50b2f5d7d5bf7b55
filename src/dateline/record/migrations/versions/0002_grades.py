"""Events and claims have a grade: incident, background, plan or statement."""

from alembic import op
import sqlalchemy as sa

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # both tables are derived: rows of an older version are written anew by the next derivation
    for table in ("event", "claim"):
        op.add_column(table, sa.Column("grade", sa.Text(), nullable=False, server_default="incident"))
        op.create_index(f"ix_{table}_grade", table, ["grade"])


def downgrade() -> None:
    for table in ("event", "claim"):
        op.drop_index(f"ix_{table}_grade", table_name=table)
        op.drop_column(table, "grade")
