"""The pictures that a slide may have, by name, each with the colour behind it; all drawn here, of no one's making."""

from collections.abc import Callable, Mapping

from assets.films.canvas import AMBER_SOFT, GREEN_SOFT, SEA_SOFT, Sheet
from assets.films.pictures import people, things, work

WARM, COOL, FRESH, SAND = AMBER_SOFT, "#d9e9ee", GREEN_SOFT, "#ece5d8"
Picture = tuple[str, Callable[[Sheet], None]]

PICTURES: Mapping[str, Picture] = {
    "anger": (WARM, people.anger),
    "balance": (SEA_SOFT, things.balance),
    "bench": (FRESH, people.bench),
    "benefit": (FRESH, work.benefit),
    "breathe": (SEA_SOFT, people.breathe),
    "calculator": (WARM, work.calculator),
    "charger": (WARM, things.charger),
    "checklist": (COOL, work.checklist),
    "choices": (FRESH, things.choices),
    "circle": (COOL, people.circle),
    "circles": (SAND, people.circles),
    "clock": (WARM, things.clock),
    "door": (COOL, things.open_door),
    "envelope": (WARM, work.envelope),
    "fair": (SAND, things.fair),
    "few": (COOL, things.few),
    "gauge": (SAND, things.gauge),
    "growth": (COOL, things.growth),
    "gut": (WARM, people.gut),
    "hands": (COOL, people.hands),
    "home": (COOL, work.home),
    "homes": (WARM, people.homes),
    "iceberg": (COOL, work.iceberg),
    "ideas": (COOL, things.ideas),
    "lighthouse": (COOL, things.lighthouse),
    "listen": (WARM, people.listen),
    "magnifier": (WARM, things.magnifier),
    "measure": (COOL, work.measure),
    "mentor": (FRESH, people.mentor),
    "mirror": (COOL, people.mirror),
    "near": (WARM, people.near),
    "needs": (WARM, things.needs),
    "night": (COOL, things.night),
    "notice": (WARM, work.notice),
    "agreement": (FRESH, work.agreement),
    "pause": (COOL, things.pause),
    "phone": (WARM, things.phone_world),
    "praise": (WARM, people.praise),
    "question": (COOL, work.question),
    "refusal": (COOL, people.refusal),
    "repair": (WARM, people.repair),
    "rhythm": (COOL, work.rhythm),
    "room": (WARM, work.room),
    "save": (FRESH, work.save),
    "shield": (WARM, work.shield),
    "signs": (COOL, people.signs),
    "steps": (WARM, things.steps),
    "storm": (SAND, people.storm),
    "suitcase": (WARM, people.suitcase),
    "table": (WARM, people.talk_at_table),
    "warmth": (WARM, work.warmth),
    "week": (WARM, things.week),
}
