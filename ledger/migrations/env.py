"""Alembic's environment: works on the connection it is given, in that connection's one transaction.

On the command line, `alembic -x url=sqlite:///FILE …` opens the database by itself.
"""

from alembic import context

from ledger.store import Store
from ledger.store_migrations import configure

given = context.config.attributes.get("connection")
if given is not None:
    configure(given)
    context.run_migrations()
else:
    store = Store(context.get_x_argument(as_dictionary=True)["url"])
    with store.append() as connection:  # the table of the writer's lock may not be there yet
        configure(connection)
        context.run_migrations()
    store.close()
