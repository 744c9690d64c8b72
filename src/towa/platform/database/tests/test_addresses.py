"""What is printed as the address in use is the address in use: login, database and role."""

from psycopg.conninfo import conninfo_to_dict

from towa.platform.database.addresses import Addresses, as_role


SOMEBODY = "postgresql://somebody:secret@192.0.2.5:5433/town"


def test_a_login_of_another_name_changes_into_the_role() -> None:
    parts = conninfo_to_dict(as_role(SOMEBODY, "towa_app"))

    assert (parts["user"], parts["dbname"], parts["options"]) == ("somebody", "town", "-c role=towa_app")


def test_the_role_itself_needs_no_change() -> None:
    address = "postgresql://towa_app@192.0.2.5/town"

    assert as_role(address, "towa_app") == address


def test_django_is_given_the_role_once() -> None:
    found = Addresses(as_role(SOMEBODY, "towa_app"), SOMEBODY, SOMEBODY)

    assert found.for_django("towa_app")["OPTIONS"]["options"] == "-c role=towa_app"
    assert found.for_django("towa_owner")["OPTIONS"]["options"] == "-c role=towa_owner"


def test_another_database_keeps_login_and_role() -> None:
    moved = Addresses(as_role(SOMEBODY + "?sslmode=require", "towa_app"), SOMEBODY, SOMEBODY).in_database("other")
    parts = conninfo_to_dict(moved.app)

    assert (parts["dbname"], parts["sslmode"], parts["options"]) == ("other", "require", "-c role=towa_app")
