"""差押予告書: the letters in an officer's name; printed apart, because an officer answers for each of them."""

from towa.rooms.dunning.app.reports.declaration import Report
from towa.rooms.dunning.app.reports.letter import MACHINE, NOTE, PEOPLE, by_post_code


REPORT = Report(
    place=70,
    name="officer_letter",
    title="差押予告書",
    channels=("officer_letter",),
    people=PEOPLE,
    machine=MACHINE,
    order=by_post_code,
    notes=(NOTE, "発送の前に、徴税吏員が一件ずつ内容を確認してください。"),
)
