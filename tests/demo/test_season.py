from demo.examples import examples
from demo.season import read_season, settle_in
from demo.slack import LocalSlack


def test_every_student_of_the_samples_has_a_result():
    assert all(student.results for student in read_season().students)


def test_a_student_with_several_results_appears_only_once():
    emails = [student.email for student in read_season().students]
    assert len(emails) == len(set(emails))


def test_the_season_has_people_with_and_without_slack():
    assert {bool(one.slack_id) for one in read_season().staff} == {True, False}


def test_members_of_the_workspace_are_those_with_slack():
    slack, staff = LocalSlack(), read_season().staff
    settle_in(slack, staff)
    assert {person.id for person in slack.people} == {one.slack_id for one in staff if one.slack_id}


def test_there_is_an_example_for_each_kind_in_each_language():
    assert len({(one.box, one.language) for one in examples()}) == 9


def test_every_example_names_exam_candidate_and_student():
    assert all(f"{{{name}}}" in one.text for one in examples() for name in ("exam", "candidate", "name"))
