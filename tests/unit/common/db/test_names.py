import re

from common.db.names import new_name


def test_names_are_unlike_and_in_the_order_of_their_making() -> None:
    names = [new_name("job") for _ in range(1000)]
    assert len(set(names)) == 1000
    assert [name[:14] for name in names] == sorted(name[:14] for name in names)
    assert all(re.fullmatch(r"job_[0-9a-hjkmnp-tv-z]{26}", name) for name in names)
