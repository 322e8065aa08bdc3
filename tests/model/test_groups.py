"""What belongs together, directly or through others."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipelines.model.groups import connected

PAIRS = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=20)


def test_members_joined_through_others_are_one_group() -> None:
    assert connected([("b", "a"), ("c", "b"), ("d", "e")]) == [["b", "a", "c"], ["d", "e"]]


def test_groups_stand_where_their_first_member_does() -> None:
    assert connected([(5, 2), (4, 1)], members=range(1, 6)) == [[1, 4], [2, 5], [3]]
    assert connected([], members=[3, 1]) == [[3], [1]]
    assert connected([(1, 1)]) == [[1]]


@given(PAIRS)
def test_two_members_are_in_one_group_where_a_way_leads_from_one_to_the_other(pairs: list[tuple[int, int]]) -> None:
    groups = connected(pairs, members=range(13))
    assert sorted(member for group in groups for member in group) == list(range(13))
    group_of = {member: number for number, group in enumerate(groups) for member in group}
    reached = {member: {member} for member in range(13)}
    for _ in range(13):
        for one, other in pairs:
            both = reached[one] | reached[other]
            reached[one], reached[other] = set(both), set(both)
    for one in range(13):
        for other in range(13):
            assert (other in reached[one] or one in reached[other]) == (group_of[one] == group_of[other])
